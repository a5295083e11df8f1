using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate.Edges;

/// <summary>Rules on engine, emergency stop, venue, unknown outcomes and behaviour.</summary>
internal static class StateEdges
{
    public static IEnumerable<RuleEdge> Rows() =>
    [
        .. new EdgesOf(RiskRule.EngineRunning)
            .Passes(EdgeSide.Good, "running", static () => new RiskBench().Case(1m))
            .Passes(EdgeSide.Good, "an exit while paused", static () => In(EngineState.Paused).Case(1m, change: Exit))
            .Refuses(EdgeSide.Bad, "an entry while paused", (int)EngineState.Running, (int)EngineState.Paused, static () => In(EngineState.Paused).Case(1m))
            .Refuses(EdgeSide.Bad, "an exit while stopped", (int)EngineState.Running, (int)EngineState.Stopped, static () => In(EngineState.Stopped).Case(1m, change: Exit))
            .Refuses(EdgeSide.Missing, "nothing is known yet while it starts", (int)EngineState.Running, (int)EngineState.Starting, static () => In(EngineState.Starting).Case(1m)),
        .. new EdgesOf(RiskRule.EmergencyStop)
            .Passes(EdgeSide.Good, "active", static () => new RiskBench().Case(1m))
            .Passes(EdgeSide.Good, "an exit while reducing", static () => Stopped(EmergencyState.Reducing).Case(1m, change: Exit))
            .Refuses(EdgeSide.Bad, "an entry while reducing", (int)EmergencyState.Active, (int)EmergencyState.Reducing, static () => Stopped(EmergencyState.Reducing).Case(1m))
            .Refuses(EdgeSide.Bad, "an exit while halted", (int)EmergencyState.Active, (int)EmergencyState.Halted, static () => Stopped(EmergencyState.Halted).Case(1m, change: Exit))
            .NeverLacks("the account begins as active and keeps its state with every checkpoint"),
        .. new EdgesOf(RiskRule.EntriesBlocked)
            .Passes(EdgeSide.Good, "nothing blocks", static () => new RiskBench().Case(1m))
            .Passes(EdgeSide.Good, "another venue is blocked", static () => Blocked("elsewhere", BlockCause.CircuitOpen))
            .Refuses(EdgeSide.Bad, "its circuit is open", 0m, (int)BlockCause.CircuitOpen, static () => Blocked("simulated", BlockCause.CircuitOpen))
            .Refuses(EdgeSide.Bad, "its clock is not ours", 0m, (int)BlockCause.ClockSkew, static () => Blocked("simulated", BlockCause.ClockSkew))
            .Refuses(EdgeSide.Bad, "its prices do not arrive", 0m, (int)BlockCause.FeedStale, static () => Blocked("simulated", BlockCause.FeedStale))
            .Refuses(EdgeSide.Missing, "its prices need a key, and there is none", 0m, (int)BlockCause.KeyMissing, static () => Blocked("simulated", BlockCause.KeyMissing))
            .Refuses(EdgeSide.Missing, "books and venue were never compared", 0m, (int)BlockCause.ReconcilePending, static () => OfBooks(NeverCompared())),
        .. new EdgesOf(RiskRule.OutcomeUnknown)
            .Passes(EdgeSide.Good, "another order works", static () => Working(isLost: false, TestMarket.Ibm).Case(1m))
            .Passes(EdgeSide.Good, "an order on another instrument is lost", static () => Working(isLost: true, TestMarket.Btc).Case(1m))
            .Refuses(EdgeSide.Bad, "a lost order on the other side", 0m, 1m, static () => Working(isLost: true, TestMarket.Ibm).Case(1m, OrderSide.Sell))
            .Refuses(EdgeSide.Missing, "nobody knows what became of an order", 0m, 1m, static () => Working(isLost: true, TestMarket.Ibm).Case(1m)),
        .. new EdgesOf(RiskRule.StrategyDependency)
            .Passes(EdgeSide.Good, "all it depends on are sound", static () => new RiskBench().Case(1m))
            .Refuses(EdgeSide.Bad, "one of them is not", 1m, 0m, static () => new RiskBench().Case(1m, change: static order => order with { Lacks = "beta, which is Paused" }))
            .Refuses(EdgeSide.Missing, "one of them is not loaded", 1m, 0m, static () => new RiskBench().Case(1m, change: static order => order with { Lacks = "beta, which is not loaded" })),
        .. new EdgesOf(RiskRule.Tilt)
            .Refuses(EdgeSide.Below, "a tick before the lock ends", 0m, 70m, static () => Locked(-1L))
            .Passes(EdgeSide.At, "when it ends", static () => Locked(0L))
            .Passes(EdgeSide.Above, "a tick later", static () => Locked(1L))
            .Passes(EdgeSide.Missing, "a strategy of which nothing is remembered has done nothing", static () => new RiskBench().Case(1m, change: static order => order with { JudgesTilt = true })),
        .. new EdgesOf(RiskRule.MarketRegime)
            .Passes(EdgeSide.Good, "a volatile market", static () => Market(Regime.Volatile))
            .Passes(EdgeSide.Good, "a panic where the tier says nothing of it", static () => Market(Regime.Panic, new TierRegimes()))
            .Refuses(EdgeSide.Bad, "a panic", 0m, (int)Regime.Panic, static () => Market(Regime.Panic))
            .Refuses(EdgeSide.Bad, "a dead market", 0m, (int)Regime.Dead, static () => Market(Regime.Dead, new TierRegimes { DeadOut = true }))
            .Refuses(EdgeSide.Missing, "a regime nobody knows yet", 0m, (int)Regime.Unknown, static () => Market(Regime.Unknown)),
        .. new EdgesOf(RiskRule.Gatekeeper)
            .Refuses(EdgeSide.Below, "a millionth below the threshold", 0.55m, 0.549999m, static () => Scored(0.549999m))
            .Passes(EdgeSide.At, "at the threshold", static () => Scored(0.55m))
            .Passes(EdgeSide.Above, "a millionth above it", static () => Scored(0.550001m))
            .Passes(EdgeSide.Below, "the same in shadow", static () => Scored(0.549999m, GatekeeperMode.Shadow))
            .Refuses(EdgeSide.Missing, "what it goes by lacks", 0.55m, 0m, static () => Scored(null)),
    ];

    private static RiskBench In(EngineState state)
    {
        var bench = new RiskBench();
        bench.Enter(state);
        return bench;
    }

    private static RiskBench Stopped(EmergencyState state)
    {
        var bench = new RiskBench();
        bench.Account.Command(new Command.SetEmergency(state, "test", "test"));
        return bench;
    }

    private static RiskCase Blocked(string venue, BlockCause cause)
    {
        var bench = new RiskBench();
        bench.Account.Engine.Account.Log.Emit(new Fact.EntriesBlocked(venue, cause, "A reason."), bench.Account.Now);
        return bench.Case(1m);
    }

    private static AccountBooks NeverCompared()
    {
        var bench = new AccountBench();
        bench.Boot();
        return bench.Books;
    }

    private static RiskCase OfBooks(AccountBooks books) => new RiskBench().Case(1m, change: order => order with { Books = books });

    private static RiskBench Working(bool isLost, int instrument)
    {
        var bench = new RiskBench();
        bench.Account.Signal(SignalKind.Buy, instrument, "beta", 1m);
        if (isLost) bench.Account.Report(new VenueEvent.OutcomeUnknown(bench.Account.LastOrder.ClientOrderId, "lost", bench.Account.Now));
        else bench.Account.Accept(bench.Account.LastOrder);
        return bench;
    }

    private static RiskCase Market(Regime regime, TierRegimes? regimes = null) =>
        new RiskBench().Case(1m, change: order => order with { Regime = regime, Regimes = regimes ?? new TierRegimes { PanicOut = true } });

    private static RiskCase Scored(decimal? score, GatekeeperMode mode = GatekeeperMode.Veto)
    {
        var bench = new RiskBench();
        var signal = bench.Account.SignalOf(SignalKind.Buy, TestMarket.Ibm);
        var origin = SignalOrigin.Of(signal, null) with { Gatekeeper = new GatekeeperScore("m", score, 0.55m, mode == GatekeeperMode.Veto) { Missing = score is null ? "volatilityFraction" : null } };
        return bench.Case(1m, change: order => order with { Gatekeeper = new GatekeeperPolicy { Mode = mode }, Intent = order.Intent with { Origin = origin } });
    }

    private static RiskCase Locked(long ticksAfter)
    {
        var bench = new RiskBench();
        var until = bench.Account.Now.AddMinutes(30);
        bench.Account.Books.Gauges.Tilts.Moved(new Fact.TiltMoved(AccountBench.Alpha, TiltMove.Locked, 70, until, 1m, "Because."), bench.Account.Now);
        return bench.Case(1m, change: order => order with { JudgesTilt = true, Now = until.AddTicks(ticksAfter) });
    }
}
