using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Daemon;
using TradingDaemon.Simulation.Oracle;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Runs;

/// <summary>
/// A program outside that outlives every process of the daemon, in about a third of all worlds: its signals, with their signatures verified, come by the door the API uses. They are sound, absurd, of
/// what does not listen, signed minutes ago, and again and again the ones of before, in the same process and in later ones: a nonce counts once.
/// </summary>
/// <param name="seed">The world's; it draws from a stream of its own.</param>
/// <param name="deeds">Where it is counted.</param>
/// <param name="durable">Which nonces are on disk.</param>
/// <param name="isThere">Whether there is such a program; not in a run whose oracle forgets.</param>
internal sealed class AgentCaller(int seed, Deeds deeds, DurableFacts durable, bool isThere)
{
    private const string Name = "quant";
    private const int RememberedMax = 20;

    private readonly Random _chance = new(unchecked((seed * 1_000_003) ^ 0x5A27));
    private readonly List<(AgentSignal Sent, long? Number, DaemonLife? Life)> _sent = []; // the newest; what it was told, and by which process
    private DateTimeOffset _nextAt;
    private int _nonces;

    /// <summary>One step of the world.</summary>
    public void Act(DaemonLife daemon, DateTimeOffset now)
    {
        if (!isThere || now < _nextAt) return;
        _nextAt = now + TimeSpan.FromMilliseconds(_chance.Next(100, 3_000));
        var at = _sent.Count > 0 && _chance.Next(3) == 0 ? _chance.Next(_sent.Count) : -1;
        var sentAt = now - TimeSpan.FromSeconds(_chance.Next(4) == 0 ? _chance.Next(-5, 290) : 0); // as far off as the API grants
        Send(daemon, at, at < 0 ? Draw(sentAt) : _sent[at].Sent with { SentAt = sentAt });
    }

    private void Send(DaemonLife daemon, int at, AgentSignal signal)
    {
        var (number, life) = at < 0 ? (null, null) : (_sent[at].Number, _sent[at].Life);
        var onDisk = durable.SignalOf(signal.Agent, signal.Nonce);
        var known = life == daemon ? number : onDisk; // a process knows what it took, and what one before it made durable
        var verdict = daemon.Take(signal);
        Invariant.Same("A nonce counts once, over every death.", known is not null, verdict.Refusal == AgentRefusal.NonceReplayed);
        if (known is { } earlier) Invariant.Same("A signal that comes again is told the number it was taken by.", earlier, verdict.Number);
        deeds.Did(verdict.Refusal is null ? "signal from outside taken" : known is null ? "signal from outside not taken" : life == daemon ? "signal from outside again" : "signal from outside again, to a later process");
        var told = (signal, verdict.Refusal is null ? verdict.Number : known, verdict.Refusal is null ? daemon : life);
        if (at >= 0) _sent[at] = told;
        else _sent.Add(told);
        if (_sent.Count > RememberedMax) _sent.RemoveAt(0);
    }

    private AgentSignal Draw(DateTimeOffset sentAt)
    {
        var instrument = Ground.Catalog.All[_chance.Next(Ground.Catalog.Count)];
        var kind = _chance.Next(10) switch { < 5 => SignalKind.Buy, < 8 => SignalKind.Sell, _ => SignalKind.Close };
        var (strategy, symbol) = _chance.Next(16) switch { 0 => ("taker", instrument.Symbol), 1 => ("desk", new Symbol("NO/SUCH")), _ => ("desk", instrument.Symbol) };
        return new AgentSignal(Name, $"n-{++_nonces:D8}", sentAt, new StrategyId(strategy), symbol, kind, _chance.Next(20) == 0 ? 1.5 : _chance.NextDouble(), "An agent says so.") { QuantityBase = Quantity(instrument) };
    }

    // Mostly the sizing rule's; tiny, off the lot, beyond every limit, and beyond what any is.
    private decimal? Quantity(Instrument instrument) => _chance.Next(8) switch { 0 => instrument.LotSize * _chance.Next(1, 4), 1 => instrument.LotSize * 1.5m, 2 => instrument.LotSize * _chance.Next(1, 100_000), 3 => 1_000_000_000m, _ => null };
}
