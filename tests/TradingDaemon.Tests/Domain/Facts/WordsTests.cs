using System.Reflection;
using System.Text.Json.Serialization;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Charges;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Domain.Trials;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Tests.Domain.Orders;

namespace TradingDaemon.Tests.Domain.Facts;

/// <summary>What holds for the whole vocabulary.</summary>
public sealed class WordsTests
{
    private static readonly DateTimeOffset At = Intents.At;
    private static readonly StrategyId Strategy = new("momentum");
    private static readonly ClientOrderId Order = ClientOrderId.From(Strategy, 1, 1);

    private static IEnumerable<Type> Families => [typeof(Fact), typeof(OrderTerms)];

    private static IEnumerable<Type> Enums => typeof(Price).Assembly.GetExportedTypes()
        .Where(static type => type.IsEnum && type != typeof(AggressorSide) && type != typeof(Regime)); // these two have an unknown, and it is zero

    [TestCaseSource(nameof(Families))]
    public void Family_EveryCase_HasItsOwnStoredName(Type family)
    {
        var cases = family.GetNestedTypes().Where(type => type.IsSubclassOf(family));
        var named = family.GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(named.Select(static name => name.DerivedType), Is.EquivalentTo(cases), "a case without a name cannot be read back");
            Assert.That(named.Select(static name => name.TypeDiscriminator), Is.Unique);
        });
    }

    [TestCaseSource(nameof(Enums))]
    public void Enum_Zero_StaysUnassigned(Type type) => Assert.That(Enum.IsDefined(type, Enum.ToObject(type, 0)), Is.False);

    [Test]
    public void Fact_OfEveryKind_IsEqualByWhatItSays()
    {
        Func<Fact>[] facts =
        [
            () => new Fact.EpochStarted(1, 2, "0.1.0"), () => new Fact.StateChanged(EngineState.Starting, EngineState.Reconciling, "r"), () => new Fact.CashMoved("USD", 5m, "funding"),
            () => new Fact.ChargesBooked("alpaca", [new BookedCharge(new VenueCharge("a", new DateOnly(2024, 8, 8), "USD", -0.01m, "REG fee"), -0.01m)]),
            () => new Fact.BuyingPowerTold("alpaca", new VenueBuyingPower(new ToldBuyingPower(At, "USD", 3m, 1m, null), 0m, [new SentWorth(Order, 5m)])),
            () => new Fact.DayOpened(new DateOnly(2024, 8, 8), null), () => new Fact.TierEntered("hunter", "sniper", 2_000m) { Carried = ["s"] }, () => new Fact.StrategyMoved(Strategy, StrategyCondition.Paused, "r"),
            () => new Fact.SignalRefused(Strategy, new Symbol("AAPL"), SignalKind.Buy, RiskRule.SpreadGate, 0.001m, 0.002m, "d"),
            () => new Fact.OrderIntended(Intents.Of(new OrderTerms.Stop(Quantity.From(1m), Price.From(2m)))), () => new Fact.OrderMoved(Order, OrderEventKind.Acknowledged, OrderStatus.Open, "v", null),
            () => new Fact.FillBooked(Intents.Fill(1m, 2m), Strategy, OrderStatus.Filled), () => new Fact.BreakFound("simulated", "cash", "1", "2", "adopted"),
            () => new Fact.EntriesBlocked("simulated", BlockCause.CircuitOpen, "open"), () => new Fact.EntriesFreed("simulated", BlockCause.CircuitOpen, "closed"),
            () => new Fact.EmergencyMoved(EmergencyState.Active, EmergencyState.Halted, "cli", "stop"), () => new Fact.HoldingAdopted("simulated", new Symbol("IBM"), 1m, 2m, "manual"),
            () => new Fact.PositionTransferred(Strategy, StrategyId.Emergency, new Symbol("IBM"), 1m, 2m, "sold"), () => new Fact.ExecutionsPassed("simulated", 7), () => new Fact.EpochBegun(7, "an order nobody here gave"),
            () => new Fact.EquityObserved(100_000m), () => new Fact.EntriesPaused(RiskRule.DrawdownVelocity, At, "fell"),
            () => new Fact.ConfigurationChanged(2, "ab12", "file", "", [new ConfigurationChange("tiers:sniper:limits:dailyLossMaxFraction", "0.05", "0.03", ChangeEffect.Tighter)]),
            () => new Fact.ProtectionTrailed(Strategy, new Symbol("IBM"), 99m), () => new Fact.ProtectionTriggered(Strategy, new Symbol("IBM"), ProtectionKind.StopLoss, 99m, 98m),
            () => new Fact.CapitalRebalanced("hunter", "b", [new CapitalShare("s", 0.1m, 0.2m)], "r"), () => new Fact.AllocationModeMoved(AllocationMode.Normal, AllocationMode.Defensive, "r"),
            () => new Fact.TiltFound(Strategy, TiltSignal.Martingale, 2m, "d"), () => new Fact.TiltMoved(Strategy, TiltMove.Locked, 70, At, 0.25m, "r"), () => new Fact.TiltJournalled(Strategy, "anna", 2, "I looked."),
            () => new Fact.PaperTrialStarted("hunter", 1, 2_000m), () => new Fact.PaperTrialEnded("hunter", 1, PaperTrialState.Failed, new PaperFigures(TimeSpan.FromHours(24), 20, 10, 44, 40), At, "r"),
            () => new Fact.ParentOpened(Parent()), () => new Fact.ParentPaused(new ParentId(7), "r"), () => new Fact.ParentResumed(new ParentId(7), "r"), () => new Fact.ParentEnding(new ParentId(7), ParentEnd.Cancelled, "r"), () => new Fact.ParentEnded(new ParentId(7), ParentEnd.HorizonOver, 1m, 2m, "r"),
            () => new Fact.SignalTaken(new AgentSignal("desk", "n", At, Strategy, new Symbol("IBM"), SignalKind.Buy, 0.5d, "r") { QuantityBase = 1m }), () => new Fact.AgentRefused("desk", AgentRefusal.SignatureWrong, 3, "d"),
        ];
        Assert.Multiple(() =>
        {
            Assert.That(facts.Select(static make => make().GetType()), Is.EquivalentTo(typeof(Fact).GetNestedTypes()));
            foreach (var make in facts) AssertValue(() => new RecordedFact(1, At, make()));
        });
    }

    private static ParentOrder Parent() => new()
    {
        Id = new ParentId(7), Strategy = Strategy, Symbol = new Symbol("IBM"), Side = OrderSide.Buy, QuantityBase = 1m, Terms = new AlgorithmSpec { Profile = new VolumeProfile([1m, 2m]) }, Slices = 1,
        StartAt = At, ArrivalBid = 1m, ArrivalAsk = 2m, Reason = "r",
    };

    [Test]
    public void Reports_OfEveryKind_CarryTheirTime()
    {
        VenueEvent[] events =
        [
            new VenueEvent.Accepted(Order, "v", At), new VenueEvent.Refused(Order, VenueRefusal.WouldTake, "r", At), new VenueEvent.OutcomeUnknown(Order, "r", At),
            new VenueEvent.Executed(Intents.Fill(1m, 2m)), new VenueEvent.CancelDone(Order, "r", At), new VenueEvent.CancelRefused(Order, "r", At),
            new VenueEvent.Expired(Order, "r", At), new VenueEvent.FoundOpen(Order, "v", At), new VenueEvent.ProvenAbsent(Order, "r", At),
            new VenueEvent.ReplaceDone(Order, "v", At), new VenueEvent.ReplaceRefused(Order, "r", At), new VenueEvent.StreamOpened("v", At), new VenueEvent.StreamLost("v", "r", At),
            new VenueEvent.Stated(new VenueStatement("v", [], [], new Dictionary<ClientOrderId, OrderReport?>(), [], null, 0), At),
            new VenueEvent.EntriesBlocked("v", BlockCause.ClockSkew, "r", At), new VenueEvent.EntriesFreed("v", BlockCause.ClockSkew, "r", At),
        ];
        Assert.That(events.Select(static report => report.At), Is.All.EqualTo(At));
        Assert.That(events.Select(static report => report.GetType()), Is.EquivalentTo(typeof(VenueEvent).GetNestedTypes()));
    }

    [Test]
    public void Commands_AndPlainRecords_AreEqualByWhatTheySay() => Assert.Multiple(() =>
    {
        AssertValue<Command>(() => new Command.ChangeState(EngineState.Paused, "r"));
        AssertValue<Command>(() => new Command.Stop(ShutdownPolicy.Flatten, "r"));
        AssertValue<Command>(() => new Command.StrategyChanged(Strategy, StrategyCondition.Running, "r"));
        AssertValue<Command>(() => new Command.CloseStrategy(Strategy, "r"));
        AssertValue<OrderTerms>(() => new OrderTerms.Limit(Quantity.From(1m), Price.From(2m), TimeInForce.Day, true));
        AssertValue(() => new OrderReport(Order, "v", new Symbol("AAPL"), OrderSide.Buy, OrderStatus.Open, 2m, 1m));
        AssertValue(() => new RiskRefusal(RiskRule.PositionMax, 1m, 2m, "d"));
        AssertValue(() => new SignalProposal(SignalKind.Hold, 0.5, "r"));
        AssertValue(() => new StrategyNeeds(true, TimeSpan.Zero, 3));
        AssertValue(() => new StrategyParameter("fast", "10", "2 to 5000", "m"));
        AssertValue(() => new Bar(At, TimeSpan.FromMinutes(1), 1, 2, 0.5, 1.5, 10, true));
        AssertValue(() => new Signal(Strategy, new InstrumentId(1), SignalKind.Sell, 0.7, "r", null, null, 2m, At, At.AddSeconds(5), At) { TickReceivedTimestamp = 3 });
        AssertValue(() => Intents.Of(new OrderTerms.Market(Quantity.From(1m))));
    });

    [Test]
    public void StrategySpec_ByDefault_IsTheCautiousOne()
    {
        var spec = new StrategySpec { Id = Strategy, Kind = "multi-asset-momentum", Symbols = ["*"] };
        Assert.Multiple(() =>
        {
            Assert.That((spec.SlippageMaxFraction, spec.SizeFraction, spec.ExposureMaxFraction), Is.EqualTo((0.001m, 0.05m, 0.30m)));
            Assert.That((spec.Enabled, spec.AllowShort, spec.OrderStyle, spec.OrderAgeMax, spec.SignalLifetime), Is.EqualTo((true, false, OrderStyle.Market, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5))));
            Assert.That(spec.Id.ToString(), Is.EqualTo("momentum"));
        });
    }

    private static void AssertValue<T>(Func<T> make)
        where T : notnull
    {
        var (left, right) = (make(), make());
        Assert.That(left, Is.EqualTo(right));
        Assert.That(left.GetHashCode(), Is.EqualTo(right.GetHashCode()));
        Assert.That(left.ToString(), Is.EqualTo(right.ToString()).And.Not.Empty);
    }
}
