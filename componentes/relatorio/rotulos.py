"""The closed label lists in the words of their readers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

SEM_RESULTADO = ""
"""The value that stands for a label nobody could give."""

ROTULOS: Mapping[str, Mapping[str, str]] = {
    "dimensao": {
        "linguagem": "Linguagem",
        "tipo": "Tipo",
        "origem": "Origem",
        "familia": "Família",
        "risco": "Risco",
        "mercado": "Mercado",
        "timeframe": "Tempo gráfico",
        "qualidade": "Qualidade",
    },
    "linguagem": {
        "mql4": "MQL4",
        "mql5": "MQL5",
        "mql": "MQL (4 ou 5)",
        "pine": "Pine Script",
        "outra": "Outra",
    },
    "tipo": {
        "ea": "EA",
        "indicador": "Indicador",
        "estrategia": "Estratégia",
        "script": "Script",
        "servico": "Serviço",
        "biblioteca": "Biblioteca",
        "include": "Include",
        "fragmento": "Fragmento",
        "nao_codigo": "Não é código",
    },
    "familia": {
        "scalping": "Scalping",
        "grade": "Grade",
        "martingale": "Martingale",
        "hedge": "Hedge",
        "tendencia": "Tendência",
        "rompimento": "Rompimento",
        "reversao": "Reversão",
        "noticias": "Notícias",
        "sessao": "Sessão",
        "arbitragem": "Arbitragem",
        "ml": "Aprendizado de máquina",
        "gestor": "Gestor de posições",
        "oscilador": "Oscilador",
        "volatilidade": "Volatilidade",
        "volume": "Volume",
        "niveis": "Níveis",
        "smc": "SMC",
        "padroes": "Padrões",
        "estatistica": "Estatística",
        "painel": "Painel",
        "infra": "Infraestrutura",
    },
    "risco": {
        "martingale": "Martingale",
        "grade": "Grade",
        "sem_stop_loss": "Sem stop loss",
        "dll": "DLL",
        "rede": "Acesso à rede",
        "trava": "Trava",
        "descompilado": "Descompilado",
        "credencial": "Credencial",
        "repintura": "Repintura",
    },
    "origem": {
        "fxdreema": "fxDreema",
        "strategyquant": "StrategyQuant",
        "ea_studio": "EA Studio",
        "fsb": "Forex Strategy Builder",
        "mql5_wizard": "Assistente do MQL5",
        "fxcodebase": "FXCodeBase",
        "aharon_tzadik": "Molde de Aharon Tzadik",
        "chatgpt": "ChatGPT",
        "metaquotes_modelo": "Modelo da MetaQuotes",
    },
    "qualidade": {
        "trata_erros": "Trata erros",
        "sem_verificacao": "Ordens sem verificação",
        "entradas_explicadas": "Entradas explicadas",
        "entradas_mortas": "Entradas sem uso",
        "muitas_entradas_mortas": "Muitas entradas sem uso",
        "descompilado": "Nomes de descompilador",
        "estrito": "Modo estrito",
        "sintaxe_antiga": "Sintaxe antiga",
        "funcao_longa": "Função com mais de 500 linhas",
        "funcao_grande": "Função com mais de 200 linhas",
        "funcoes_curtas": "Funções curtas",
        "modular": "Dividido em funções",
        "comentarios": "Comentado",
        "sem_comentarios": "Sem comentários",
        "codigo_comentado": "Código desligado em comentários",
        "numeros_magicos": "Números mágicos",
        "chaves": "Chaves não fecham",
        "rotulo_enganoso": "Rótulo enganoso",
        "versao_antiga": "Versão antiga do Pine",
    },
    "situacao": {
        "ok": "Classificado",
        "inseguro": "Inseguro",
        "nao_verificavel": "Não verificável",
        "ilegivel": "Ilegível",
        "limite_excedido": "Limite excedido",
        "quarentena": "Quarentena",
        "falha": "Falha",
    },
    "achado": {
        "encontrado": "Encontrado",
        "nao_encontrado": "Não encontrado",
        "nao_verificavel": "Não verificável",
    },
    "estado": {
        "na_fila": "na fila",
        "executando": "em andamento",
        "cancelando": "terminando a pedido",
        "cancelada": "interrompida a pedido",
        "concluida": "concluída",
        "concluida_com_falhas": "concluída, com falhas em alguns arquivos",
        "falhou": "falhou",
        "interrompida": "cortada",
    },
    "certeza": {
        "alta": "Alta (80 a 100)",
        "media": "Média (60 a 79)",
        "baixa": "Baixa (menos de 60)",
        "nao_informada": "Não informada",
    },
    "pendencia": {
        "credencial": "Credencial no código",
        "rotulo_enganoso": "Rótulo enganoso",
        "falha": "Sem resultado completo",
        "include_ausente": "Falta um include",
        "confianca_baixa": "Linguagem ou tipo em dúvida",
        "nome_repetido": "Um nome, códigos diferentes",
    },
    "nivel": {
        "bytes": "idêntico",
        "texto": "mesmo texto",
        "codigo": "mesmo código",
        "marca": "outra marca",
        "versao": "outra versão",
        "descompilado": "descompilado",
    },
    "gravidade": {
        "alta": "Pode esvaziar a conta",
        "media": "Faz o que não se vê",
        "baixa": "Pode deixar você na mão",
    },
}

GRAVIDADES: Mapping[str, tuple[str, ...]] = {
    "alta": ("sem_stop_loss", "martingale", "grade", "credencial"),
    "media": ("dll", "rede", "repintura"),
    "baixa": ("trava", "descompilado"),
}
"""The risks by what they can cost, the gravest first."""

TIPOS_CONTADOS: Mapping[str, tuple[str, str]] = {
    "ea": ("EA", "EAs"),
    "indicador": ("indicador", "indicadores"),
    "estrategia": ("estratégia", "estratégias"),
    "script": ("script", "scripts"),
    "servico": ("serviço", "serviços"),
    "biblioteca": ("biblioteca", "bibliotecas"),
    "include": ("include", "includes"),
    "fragmento": ("fragmento", "fragmentos"),
    "nao_codigo": ("que não é código", "que não são código"),
}
"""A type after the number of one, and of several."""

PERIGOS: Mapping[str, str] = {
    "martingale": "o lote cresce depois de perda ou a cada posição somada",
    "grade": "soma posições a cada degrau de preço, contra o movimento",
    "sem_stop_loss": "abre posições e nenhum caminho limita a perda",
    "dll": "chama código nativo que este programa não pode examinar",
    "rede": "fala com a internet: WebRequest, sockets, FTP ou Telegram",
    "trava": "só funciona em certa conta, corretora, data ou com licença",
    "descompilado": "saiu de um descompilador: origem e direitos duvidosos",
    "credencial": "traz senha ou token escrito no código",
    "repintura": "usa dados futuros ou muda sinais já mostrados",
}

CONSELHOS: Mapping[str, str] = {
    "credencial": "Troque a senha ou o token e tire-o do arquivo antes de compartilhar.",
    "rotulo_enganoso": "O texto da entrada não diz o que ela faz: veja a linha antes de usar.",
    "falha": "Veja os motivos em “O que não pôde ser lido”, corrija e rode de novo.",
    "include_ausente": "Não compila assim: traga o arquivo que falta para a biblioteca.",
    "confianca_baixa": "O código sozinho não decide: confira as provas na tabela.",
    "nome_repetido": "O nome não diz qual é qual: compare antes de usar ou apagar.",
}


def nome_de(dimensao: str, valor: str) -> str:
    """Return the name readers know for a machine value, or the value itself where there is none."""
    if valor == SEM_RESULTADO:
        return "Sem resultado"
    return ROTULOS.get(dimensao, {}).get(valor, valor)


def gravidade(riscos: Collection[str]) -> str:
    """Return the gravest class that one of `riscos` belongs to, "" for none."""
    return next((g for g, da_classe in GRAVIDADES.items() if set(riscos) & set(da_classe)), "")
