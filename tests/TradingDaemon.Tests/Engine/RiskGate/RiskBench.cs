using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>A running account of 100,000 with IBM at 99/100 and limits so wide that only the rule a test narrows can refuse.</summary>
internal sealed class RiskBench
{
    public static readonly RiskLimits Wide = new()
    {
        OrderNotionalMaxAccount = 1e9m, PositionMaxFraction = 1e3m, StrategyExposureMaxFraction = 1e3m, DailyLossMaxFraction = 0.05m, OrdersInFlightMax = 256,
    };

    public RiskBench(RiskLimits? limits = null)
    {
        Limits = limits ?? Wide;
        Account = AccountBench.Running(TestMarket.Setup(Limits, Spec, Spec with { Id = new("beta") }) with { Spreads = new SpreadLimits(IsEnabled: false) });
        Account.Quote(TestMarket.Ibm, 99m, 100m);
        Account.Quote(TestMarket.Btc, 99m, 100m);
        Account.Quote(TestMarket.Eth, 9m, 10m);
    }

    public static StrategySpec Spec { get; } = TestMarket.Spec(allowShort: true) with { ExposureMaxFraction = 1e3m, SizeFraction = 0.5m };

    public AccountBench Account { get; }

    public RiskLimits Limits { get; }

    public RiskRefusal? Check(decimal quantity, OrderSide side = OrderSide.Buy, int instrument = TestMarket.Ibm, Func<RiskCase, RiskCase>? change = null) =>
        RiskRules.FirstRefusal((change ?? (static order => order))(Case(quantity, side, instrument)));

    public RiskRule? Rule(decimal quantity, OrderSide side = OrderSide.Buy, int instrument = TestMarket.Ibm, Func<RiskCase, RiskCase>? change = null) =>
        Check(quantity, side, instrument, change)?.Rule;

    public void Enter(EngineState state) => Account.Command(new Command.ChangeState(state, "test"));

    private RiskCase Case(decimal quantity, OrderSide side, int instrument)
    {
        var account = Account.Engine.Account;
        var quote = account.Marks.Find(TestMarket.At(instrument).Id) ?? TestMarket.Quote(instrument, 99m, 100m, Account.Now);
        return new RiskCase
        {
            Intent = new OrderIntent
            {
                ClientOrderId = ClientOrderId.From(AccountBench.Alpha, 999, 1), Strategy = AccountBench.Alpha, Symbol = TestMarket.SymbolOf(instrument), Venue = "simulated", Side = side,
                Terms = new OrderTerms.Market(Quantity.From(quantity)), IsReduceOnly = false, Reason = "Because.", DecisionBid = quote.Bid.QuotePerBase,
                DecisionAsk = quote.Ask.QuotePerBase, DecidedAt = Account.Now,
            },
            Instrument = TestMarket.At(instrument), Catalog = TestMarket.Catalog, Spec = Spec, Quote = quote, Limits = Limits, Books = account.Books,
            Valuation = account.Valuation, EquityAccount = account.Equity(), Now = Account.Now,
        };
    }
}
