<!DOCTYPE html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<title>Fórum do Trader Fictício - Tópico: Smart Trend EA para download</title>
<link rel="stylesheet" href="/estilo.css">
</head>
<body>
<div id="topo"><a href="/">Início</a> | <a href="/entrar">Entrar</a></div>
<h1>Smart Trend EA para download</h1>
<div class="post">
<p>Para baixar o arquivo você precisa estar cadastrado. Faça o <a href="/cadastro">cadastro</a> e volte a esta página.</p>
<p>O robô segue a tendência no H1 e tem stop de 40 pips.</p>
</div>
<div class="post"><p>Obrigado! Alguém testou no ouro?</p></div>
<script>document.getElementById('topo').className = 'fixo';</script>
</body>
</html>
