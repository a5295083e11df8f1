using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Simulation.World;

/// <summary>Proposes anything at any time, sensible, absurd and invalid, and throws now and then: what a gate must withstand.</summary>
internal sealed class NoiseStrategy(int seed, Instrument instrument) : IStrategy
{
    private readonly Random _random = new(seed);

    public StrategyNeeds Needs => new(EveryEvent: true, BarInterval: TimeSpan.Zero, WarmUpObservations: 0);

    public void Evaluate(in MarketView market, AccountSnapshot account, Regime regime, ISignalSink signals)
    {
        var roll = _random.Next(1_000);
        if (roll == 0 && _random.Next(20) == 0) throw new InvalidOperationException("A strategy's own bug.");
        if (roll < 850) return;
        var kind = roll switch { < 905 => SignalKind.Buy, < 955 => SignalKind.Sell, < 985 => SignalKind.Close, < 988 => SignalKind.CloseAll, < 994 => SignalKind.Hold, _ => SignalKind.Wait };
        var confidence = _random.Next(300) == 0 ? 1.5d : _random.NextDouble();
        signals.Propose(new SignalProposal(kind, confidence, "Chance.", Quantity()));
    }

    // Mostly the sizing rule's; sometimes tiny, sometimes off the lot, sometimes far beyond every limit.
    private decimal? Quantity() => _random.Next(12) switch
    {
        0 => instrument.LotSize * _random.Next(1, 4),
        1 => instrument.LotSize * 1.5m,
        2 => instrument.LotSize * _random.Next(1, 100_000),
        3 => 1_000_000_000m,
        _ => null,
    };
}
