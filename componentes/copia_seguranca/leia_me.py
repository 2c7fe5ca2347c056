"""What a person reads who has the backups but not the program."""

LEIA_ME = """\
COMO RECUPERAR SEUS ARQUIVOS SEM O PROGRAMA

Nesta cópia de segurança tudo é ZIP comum. Qualquer descompactador abre os arquivos.

  pacotes/       o conteúdo dos seus arquivos, com os nomes e as pastas de origem
  instantaneos/  um ZIP para cada backup, com a lista completa (manifesto.json)

1) Com Python 3 instalado (recupera tudo, também as cópias, e confere cada arquivo)

   Abra um terminal na pasta dos backups e digite:

       python restaurar_sem_programa.py ultimo PASTA_DE_DESTINO

   Em vez de "ultimo" pode ser o nome de um backup de instantaneos/, sem o ".zip".
   Nenhum arquivo existente é sobrescrito.

2) Sem Python (à mão)

   Extraia todos os ZIPs de pacotes/. Cada um tem uma pasta com a data e a hora (UTC) do
   backup que o gravou; dentro dela estão os arquivos que eram novos naquele momento.

   Um conteúdo que aparece em vários lugares é guardado uma vez só. Para saber onde está um
   arquivo, abra manifesto.json em um editor de texto e procure o nome dele. Em cada entrada:

       nome      o caminho do arquivo quando o backup foi feito
       pacote    o ZIP de pacotes/ em que o conteúdo está
       membro    o caminho dentro desse ZIP: é esse arquivo que se copia
       sha256    a impressão digital do conteúdo, para conferir
       portatil  o nome usado quando o original não é aceito em todos os sistemas
                 (%3A, por exemplo, está no lugar de ":")

Não altere nem apague nada em pacotes/: um backup novo usa os pacotes dos anteriores.
Quando o programa poda backups velhos, alguns conteúdos passam a um pacote de outro nome, com
o mesmo caminho (membro) dentro dele: procure lá o que não estiver no pacote indicado.
"""
