// GuardaPerda.mqh - limite de perda diaria
#include <Trade\Trade.mqh>
class CGuardaPerda
  {
   CTrade   m_trade;
   double   m_limite, m_inicio;
   int      m_dia;
public:
            CGuardaPerda(const double limitePct) : m_limite(limitePct), m_inicio(0), m_dia(-1) {}
   bool     Verifica()
     {
      MqlDateTime d;
      TimeToStruct(TimeCurrent(), d);
      if(d.day_of_year != m_dia)
        {
         m_dia = d.day_of_year;
         m_inicio = AccountInfoDouble(ACCOUNT_BALANCE);
        }
      double perda = (m_inicio - AccountInfoDouble(ACCOUNT_EQUITY)) / m_inicio * 100.0;
      if(perda < m_limite) return(true);
      FechaTudo();
      return(false);
     }
   void     FechaTudo()
     {
      for(int i = PositionsTotal() - 1; i >= 0; i--)
        {
         ulong tk = PositionGetTicket(i);
         if(tk > 0) m_trade.PositionClose(tk);
        }
     }
  };
