//+------------------------------------------------------------------+
//| MediaMovel.mqh - media corrente sobre uma janela fixa            |
//+------------------------------------------------------------------+
class CMediaMovel
  {
private:
   double            m_dados[];
   int               m_tamanho;
   int               m_pos;
   int               m_cheios;
   double            m_soma;
public:
                     CMediaMovel(const int tamanho);
   void              Adiciona(const double valor);
   double            Valor() const;
   bool              Pronta() const { return(m_cheios == m_tamanho); }
  };

CMediaMovel::CMediaMovel(const int tamanho)
  {
   m_tamanho = tamanho < 1 ? 1 : tamanho;
   m_pos = 0; m_cheios = 0; m_soma = 0.0;
   ArrayResize(m_dados, m_tamanho);
   ArrayInitialize(m_dados, 0.0);
  }

void CMediaMovel::Adiciona(const double valor)
  {
   m_soma += valor - m_dados[m_pos];
   m_dados[m_pos] = valor;
   m_pos = (m_pos + 1) % m_tamanho;
   if(m_cheios < m_tamanho) m_cheios++;
  }

double CMediaMovel::Valor() const
  {
   return(m_cheios > 0 ? m_soma / m_cheios : 0.0);
  }
