using System.Collections.Immutable;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Pipeline;
using TradingDaemon.Strategies.Catalogue;
using TradingDaemon.Translation;

namespace TradingDaemon.Benchmarks.Market;

/// <summary>The rooms of the daemon joined by hand on one thread: no files, no journal, and a venue that fills every order at once at the quote it was decided on.</summary>
internal sealed class RoomsRig
{
    private const string Venue = "simulated";

    private readonly EvaluationRoom _room;
    private readonly AccountEngine _engine;
    private readonly RoomsOutput _output;
    private DateTimeOffset _clockAt = DateTimeOffset.MinValue;
    private long _executions;

    /// <summary>Fresh rooms with a funded account whose gate is open.</summary>
    public RoomsRig(DaemonConfig config, InstrumentCatalog catalog, DateTimeOffset now)
    {
        var options = config.ToEvaluationOptions();
        _room = new EvaluationRoom(catalog, options with { Validation = options.Validation with { AgeMax = null } }, StrategyCatalogue.Default.Find);
        _engine = new AccountEngine(config.ToAccountSetup(catalog, config.AccountCurrency), new AccountState());
        _output = new RoomsOutput(_engine) { Now = now };
        _engine.Boot(epoch: 1, boot: 1, "bench", now);
        var cash = config.Venue.StartingCash.ToImmutableSortedDictionary(StringComparer.Ordinal);
        _engine.Take(new VenueStatement(Venue, [], [], new Dictionary<ClientOrderId, OrderReport?>(), [], new VenueHoldings(cash, ImmutableSortedDictionary<string, decimal>.Empty), 0), now);
        _engine.Take(new Command.ChangeState(EngineState.Running, "Ready."), now);
        _engine.Take(now);
        _room.Load(_engine.Account.Tier.Strategies, now, _output);
        Settle(now);
    }

    /// <summary>Orders decided so far.</summary>
    public long Orders { get; private set; }

    /// <summary>Signals made so far.</summary>
    public long Signals => _output.Signals;

    /// <summary>Ticks believed so far.</summary>
    public long Accepted => _room.Accepted;

    /// <summary>Tells rooms the time when that is due, as the daemon does a few times a second.</summary>
    /// <returns>Whether it was due.</returns>
    public bool TellTime(DateTimeOffset now)
    {
        if (now < _clockAt) return false;
        _clockAt = now + Limits.ClockInterval;
        _output.Now = now;
        _room.AdvanceTo(now, _engine.Snapshot, _output, NullWatch.Instance);
        _engine.Take(now);
        Settle(now);
        return true;
    }

    /// <summary>Takes one decoded tick through validation, quotes, strategies, account engine and risk.</summary>
    /// <returns>Whether anything came of it: a signal, a fact, a rejection, a strategy that became warm.</returns>
    public bool Step(in RawTick tick)
    {
        var events = _output.Events;
        _output.Now = tick.ReceivedTime;
        _room.Step(tick, _engine.Snapshot, _output, NullWatch.Instance);
        if (_engine.Account.Log.IsEmpty) return _output.Events != events;
        Settle(tick.ReceivedTime);
        return true;
    }

    private void Settle(DateTimeOffset now)
    {
        while (_engine.TakeBatch() is { } batch)
            foreach (var order in batch.Orders)
            {
                Orders++;
                _engine.Take(new VenueEvent.Accepted(order.Intent.ClientOrderId, order.Intent.ClientOrderId.Text, now), now);
                _engine.Take(new VenueEvent.Executed(Filled(order.Intent, now)), now);
            }
    }

    private Fill Filled(OrderIntent intent, DateTimeOffset now) => new()
    {
        ExecutionId = $"x{++_executions}", ExecutionSequence = _executions, ClientOrderId = intent.ClientOrderId, Venue = Venue, Symbol = intent.Symbol, Side = intent.Side,
        Price = Price.From(intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid), Quantity = intent.Terms.Quantity, Fee = new Money(0m, Currency.Usd),
        Liquidity = Liquidity.Taker, At = now, IsSimulated = true,
    };
}
