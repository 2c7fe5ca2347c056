"""Masks secrets in text that is about to be shown or stored: tokens, passwords, keys in URLs."""

from __future__ import annotations

import re

_MASCARA = "●●●●"
_MENOR_SEGREDO = 4
_MENOR_COM_SEGREDO = 6
"""No text shorter than `://:a@` holds a secret."""
# Each shape after what must be in the line, in small letters, for it to be worth trying. Every
# shape is linear: it starts at a literal or a word, and what it has begun to read it takes.
_FORMAS = (
    ((":",), re.compile(r"\b(\d{6,12}:)[A-Za-z0-9_-]{30,}")),  # Telegram bot token
    (("bot",), re.compile(r"\b(bot)\d{6,12}:?[A-Za-z0-9_-]{30,}")),
    (
        ("akia", "aiza", "gh", "glpat", "github_pat", "sk-", "xox"),
        re.compile(r"\b(AKIA|AIza|gh[ops]_|github_pat_|glpat-|sk-|xox[abeprs]-)[\w-]{12,}"),
    ),
    (("eyj",), re.compile(r"\b(eyJ)[\w-]{8,}(?:\.[\w-]*){0,2}")),  # JSON web token
    (("@",), re.compile(r"(://[^/\s:@]*:)[^/\s:@]+(?=@)")),
    (("hook",), re.compile(r"(?i)(discord(?:app)?\.com/api/(?:v\d+/)?webhooks/)[\w/-]+")),
    (("hook",), re.compile(r"(?i)(hooks\.slack\.com/services/)[\w/-]+")),
    (
        ("key=", "auth=", "pass=", "sig="),
        re.compile(
            r"(?i)([?&#;][\w.-]{0,40}?(?<![a-z])(?:key|auth|pass|sig)=)(?![={])[^&\s\"'#;<>\\]{4,}"
        ),
    ),
    (
        ("key=", "token=", "secret=", "passw", "pwd=", "senha=", "signature=", "authorization="),
        re.compile(
            r"(?i)([?&#;\"'][\w.-]{0,40}?(?:(?:api|access|user|licen[cs]e|secret)[_-]?key|token"
            r"|secret|password|passwd|pwd|senha|signature|authorization)=)"
            r"(?![={])[^&\s\"'#;<>\\]{4,}"
        ),
    ),
    (
        ("authorization",),
        re.compile(
            r"(?i)(\bauthorization\\?[\"']?\s{0,9}[:=,]\s{0,9}\\?[\"']?(?:[a-z]{3,9}[ \t]{1,9})?)"
            r"[\w.~+/=-]{8,}"
        ),
    ),
    (
        ("bearer",),
        re.compile(r"(?i)(\bbearer[ \t]{1,9})(?=[^\s\d]{0,99}\d)[\w.~+/=-]{8,}"),
    ),
)
_DE_NOMES = ("pass", "senha", "secret", "token", "key", "chave", "pwd")
# Looking for plain substrings first spares almost every line the patterns above.
_MARCAS = (
    *_DE_NOMES,
    "bot",
    "auth",
    "bearer",
    "hook",
    "akia",
    "aiza",
    "eyj",
    "gho_",
    "ghp_",
    "ghs_",
    "github_pat",
    "glpat",
    "sk-",
    "xox",
    "sig=",
    "signature=",
)
_DIGITOS = re.compile(r"\d{6}:")

_PALAVRA = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# Over the words of a name in small letters, each after "_": InpApiKey is _inp_api_key_.
_SECRETO = re.compile(
    r"_(?:pass|(?:user|my|db|ftp|smtp|mail)pass|[a-z]*pwd|chave"
    r"|[a-z]*pass_?(?:word|wd|phrase)s?|[a-z]*(?<![dr]e)senhas?|[a-z]*secrets?|[a-z]*token"
    r"|[a-z]*(?:api|licen[cs]e|user|access|auth|private|secret|activation)_?key)_"
)
_OUTRO_SENTIDO = re.compile(r"_(?:low|high|band|all|first|second|tester|by)_pass_")
_CONTAGEM = re.compile(
    r"_(?:max|min|count|counter|total|num|number|limit|per|period|time|timeout|expir[a-z]*|interval"
    r"|delay|seconds|minutes|hours|days?|length|len|size|index|idx|pos|bars?|filter|code|use"
    r"|show|tamanho|limite|periodo|tempo|minimo|maximo|contagem|indice)_"
)
_NUMERO = re.compile(r"[-+]?(?:0x[0-9a-f]+|\d+\.?\d*|\.\d+)", re.IGNORECASE)
_SEM_VALOR = frozenset({"", "true", "false", "null", "na"})

# A name, what may stand between a name and its value, and how the value begins.
_NOME = re.compile(
    r"(?<![\w-])([\w-]++)(?:\\?[\"'])?+"
    r"((?:\[\w{0,20}\])?+(?:\s{0,9}\+(?==))?+[\s=!:,(){\]]{0,40}+)(\\?[\"']|(?=\d{5}))"
)
_COMECO_DE_VALOR = re.compile(r"[\"']|\d{5}")
_LISTA = re.compile(r"(?<![\w-])([\w-]++)\s{0,9}\[\w{0,20}\]\s{0,9}=\s{0,9}\{[^{}]*+")
_TEXTO = re.compile(r"([\"'])[^\"'\n]{4,}\1")
_VALORES = {
    '"': re.compile(r'[^"\\\n]*+(?:\\.[^"\\\n]*+)*'),
    "'": re.compile(r"[^'\\\n]*+(?:\\.[^'\\\n]*+)*"),
    '\\"': re.compile(r'[^"\\\n]*'),
    "\\'": re.compile(r"[^'\\\n]*"),
    "": re.compile(r"\d+(?![\w.])"),
}
# Code between two strings, not a value: Print("Senha: ", senha, " errada").
_ENTRE_TEXTOS = re.compile(r"\s*[,+]\s*[A-Za-z_][^\"']*[,+]\s*")
_DEFINICAO = re.compile(r"define\s+$")


def mascarar(texto: str) -> str:
    """Return `texto` with every secret replaced by a mask; what names the secret stays."""
    if len(texto) < _MENOR_COM_SEGREDO:
        return texto
    baixo = texto.lower()
    if not _suspeito(baixo):
        return texto
    for marcas, forma in _FORMAS:
        if _tem(baixo, marcas):
            texto = forma.sub(_so_o_nome, texto)
    if not _tem(baixo, _DE_NOMES) or not _COMECO_DE_VALOR.search(texto):
        return texto
    if "{" in texto:
        texto = _LISTA.sub(_mascarar_lista, texto)
    return _mascarar_nomeados(texto)


def mascarar_valor(nome: str, valor: str) -> str:
    """Return the value of something called `nome`, masked when the name says it is a secret."""
    limpo = valor.strip("\"' ")
    if not _e_secreto(nome) or limpo.lower() in _SEM_VALOR:
        return mascarar(valor)
    entre_aspas = valor.lstrip()[:1] in ("'", '"')
    if not entre_aspas and _e_contagem(nome):
        return mascarar(valor)
    menor = _MENOR_SEGREDO if entre_aspas else 5
    if _NUMERO.fullmatch(limpo) and not (limpo.isdigit() and len(limpo) >= menor):
        return valor
    return _MASCARA


def _suspeito(baixo: str) -> bool:
    for marca in _MARCAS:  # every line passes here: a call or a generator would cost double
        if marca in baixo:
            return True
    return ":" in baixo and ("@" in baixo or bool(_DIGITOS.search(baixo)))


def _tem(baixo: str, marcas: tuple[str, ...]) -> bool:
    for marca in marcas:  # noqa: SIM110 a generator inside any() takes twice the time
        if marca in baixo:
            return True
    return False


def _so_o_nome(achado: re.Match[str]) -> str:
    return achado[1] + _MASCARA


def _mascarar_lista(achado: re.Match[str]) -> str:
    """Mask each text of `token[]={"…","…"}`."""
    if not _e_secreto(achado[1]):
        return achado[0]
    return _TEXTO.sub(lambda texto: texto[1] + _MASCARA + texto[1], achado[0])


def _mascarar_nomeados(texto: str) -> str:
    """Mask each value that stands after the name of a secret."""
    partes: list[str] = []
    feito = 0
    for achado in _NOME.finditer(texto):
        inicio = achado.end()
        fim = _fim_do_segredo(texto, achado) if achado.start() >= feito else inicio
        if fim > inicio:
            partes += (texto[feito:inicio], _MASCARA)
            feito = fim
    return "".join((*partes, texto[feito:])) if partes else texto


def _fim_do_segredo(texto: str, achado: re.Match[str]) -> int:
    """Return where the value after a name ends, or where it begins if it is no secret."""
    inicio = achado.end()
    nome, entre, aspas = achado.groups()
    if not _e_secreto(nome) or not _liga(texto, achado.start(), entre):
        return inicio
    if entre.strip() == "," and texto[inicio : inicio + 1] == " ":
        return inicio  # Print("Senha: ", senha, " incorreta"): the rest of a sentence
    if not aspas and ("," in entre or "(" in entre or _e_contagem(nome)):
        return inicio
    valor = _VALORES[aspas].match(texto, inicio)
    if not valor or len(valor[0]) < _MENOR_SEGREDO:
        return inicio
    return valor.end() if not aspas or _e_valor(texto, valor) else inicio


def _liga(texto: str, inicio: int, entre: str) -> bool:
    """Tell whether name and value belong together: by a sign, or by a `#define` before them."""
    return bool(entre.strip()) or bool(_DEFINICAO.search(texto[max(0, inicio - 20) : inicio]))


def _e_valor(texto: str, valor: re.Match[str]) -> bool:
    """Tell whether a quoted value closes; the end of the text closes it too, if it is no code."""
    if valor.end() < len(texto) and texto[valor.end()] != "\n":
        return not _ENTRE_TEXTOS.fullmatch(valor[0])
    return valor.end() == len(texto) and not valor[0].lstrip().startswith((",", "+", ")", ";"))


def _e_secreto(nome: str) -> bool:
    if not _tem(nome.lower(), _DE_NOMES):
        return False
    palavras = _palavras(nome)
    return bool(_SECRETO.search(palavras)) and not _OUTRO_SENTIDO.search(palavras)


def _e_contagem(nome: str) -> bool:
    return bool(_CONTAGEM.search(_palavras(nome)))


def _palavras(nome: str) -> str:
    return f"_{'_'.join(_PALAVRA.findall(nome[-80:])).lower()}_"
