using System.Text.RegularExpressions;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>A running account of 100,000 with IBM at 99/100 and limits so wide that only the rule a test narrows can refuse.</summary>
internal sealed class RiskBench
{
    public static readonly RiskLimits Wide = new()
    {
        OrderNotionalMaxAccount = 1e9m, CorrelatedExposureMaxFraction = 1e4m, PositionMaxFraction = 1e3m, StrategyExposureMaxFraction = 1e3m, DailyLossMaxFraction = 0.05m, OrdersInFlightMax = 256,
    };

    public RiskBench(RiskLimits? limits = null, StrategySpec? beta = null, InstrumentCatalog? catalog = null)
    {
        Limits = limits ?? Wide;
        var setup = TestMarket.Setup(Limits, Spec, beta ?? Spec with { Id = new("beta") });
        Account = AccountBench.Running(setup with { Spreads = new SpreadLimits(IsEnabled: false), Catalog = catalog ?? setup.Catalog });
        Account.Quote(TestMarket.Ibm, 99m, 100m);
        Account.Quote(TestMarket.Btc, 99m, 100m);
        Account.Quote(TestMarket.Eth, 9m, 10m);
    }

    public static StrategySpec Spec { get; } = TestMarket.Spec(allowShort: true) with { ExposureMaxFraction = 1e3m, SizeFraction = 0.5m };

    public AccountBench Account { get; }

    public RiskLimits Limits { get; }

    public RiskRefusal? Check(decimal quantity, OrderSide side = OrderSide.Buy, int instrument = TestMarket.Ibm, Func<RiskCase, RiskCase>? change = null) =>
        RiskRules.FirstRefusal(Case(quantity, side, instrument, change));

    public RiskRule? Rule(decimal quantity, OrderSide side = OrderSide.Buy, int instrument = TestMarket.Ibm, Func<RiskCase, RiskCase>? change = null) =>
        Check(quantity, side, instrument, change)?.Rule;

    /// <summary>The same order as one that only reduces, as the desk makes it.</summary>
    public static RiskCase Exit(RiskCase order) => order with { Intent = order.Intent with { IsReduceOnly = true }, EquityAccount = null };

    /// <summary>Refused by this rule with these numbers, in the words the rule announces.</summary>
    public static void AssertRefused(RiskRefusal? refusal, RiskRule rule, decimal limit, decimal asked)
    {
        Assert.That((refusal?.Rule, refusal?.Limit, refusal?.Asked), Is.EqualTo(((RiskRule?)rule, (decimal?)limit, (decimal?)asked)), refusal?.Detail);
        if (rule == RiskRule.EquityKnown) return; // also the word of rules that lack a value
        var pattern = Regex.Replace(Regex.Escape(RiskRules.All.Single(known => known.Id == rule).Refusal), @"\\\{[^}]*}", ".+");
        Assert.That(refusal!.Value.Detail, Does.Match($"^{pattern}$"));
    }

    public decimal Bid(int instrument) => Account.Engine.Account.Marks.Find(TestMarket.At(instrument).Id)!.Value.Bid.QuotePerBase;

    public void Enter(EngineState state) => Account.Command(new Command.ChangeState(state, "test"));

    /// <summary>The order before the gate.</summary>
    public RiskCase Case(decimal quantity, OrderSide side = OrderSide.Buy, int instrument = TestMarket.Ibm, Func<RiskCase, RiskCase>? change = null)
    {
        var account = Account.Engine.Account;
        var quote = account.Marks.Find(TestMarket.At(instrument).Id) ?? TestMarket.Quote(instrument, 99m, 100m, Account.Now);
        var order = new RiskCase
        {
            Intent = new OrderIntent
            {
                ClientOrderId = ClientOrderId.From(AccountBench.Alpha, 999, 1), Strategy = AccountBench.Alpha, Symbol = TestMarket.SymbolOf(instrument), Venue = "simulated", Side = side,
                Terms = new OrderTerms.Market(Quantity.From(quantity)), IsReduceOnly = false, Reason = "Because.", DecisionBid = quote.Bid.QuotePerBase,
                DecisionAsk = quote.Ask.QuotePerBase, DecidedAt = Account.Now,
            },
            Instrument = account.Setup.Catalog[new InstrumentId(instrument)], Catalog = account.Setup.Catalog, Groups = account.Groups, Spec = Spec, Quote = quote, Limits = Limits, Books = account.Books,
            Valuation = account.Valuation, EquityAccount = account.Equity(), Now = Account.Now,
            Pace = new OrderPace(), Rejects = new RejectRuns(),
        };
        return change?.Invoke(order) ?? order;
    }
}
