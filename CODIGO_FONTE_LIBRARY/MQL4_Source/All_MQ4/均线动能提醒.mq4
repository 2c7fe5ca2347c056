// 均线动能提醒指标
// 作者：虚构的李明，仅供学习交流使用
// 说明：计算快速均线与慢速均线之间的差值，并显示在副图窗口中
// 当差值由负变正的时候，说明市场的上涨动能正在增强
// 当差值由正变负的时候，说明市场的下跌动能正在增强
#property indicator_separate_window
#property indicator_buffers 2
#property indicator_color1 Lime
#property indicator_color2 Red

extern int 快线周期 = 12;     // 快速均线的周期
extern int 慢线周期 = 26;     // 慢速均线的周期
extern bool 开启提醒 = true;  // 是否开启声音提醒

double 上涨[];
double 下跌[];
datetime 上次时间 = 0;

int init()
  {
   // 设置指标的缓冲区和显示方式
   SetIndexBuffer(0, 上涨);
   SetIndexStyle(0, DRAW_HISTOGRAM, STYLE_SOLID, 2);
   SetIndexBuffer(1, 下跌);
   SetIndexStyle(1, DRAW_HISTOGRAM, STYLE_SOLID, 2);
   IndicatorShortName("动能(" + 快线周期 + "," + 慢线周期 + ")");
   return(0);
  }

int start()
  {
   int 已计算 = IndicatorCounted();
   if(已计算 > 0) 已计算--;
   int 起点 = MathMin(Bars - 已计算, Bars - 慢线周期 - 1);
   for(int i = 起点; i >= 0; i--)
     {
      double 差值 = iMA(NULL, 0, 快线周期, 0, MODE_EMA, PRICE_CLOSE, i) - iMA(NULL, 0, 慢线周期, 0, MODE_EMA, PRICE_CLOSE, i);
      上涨[i] = 0; 下跌[i] = 0;
      if(差值 >= 0) 上涨[i] = 差值;
      else          下跌[i] = 差值;
     }
   // 只在新的一根柱子出现时提醒一次
   if(开启提醒 && 上次时间 != Time[0] && 上涨[1] > 0 && 下跌[2] < 0)
     {
      Alert(Symbol(), " 动能转强");
      上次时间 = Time[0];
     }
   return(0);
  }
