using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Benchmarks.Market;

/// <summary>
/// What one would write first, to compare with: an object for each tick, an unbounded channel, dictionaries by symbol, three
/// strategies that keep lists. It checks less, has no account behind it and never decides anything.
/// </summary>
internal sealed class NaivePath(InstrumentCatalog catalog)
{
    private const int Window = 50;

    private readonly Channel<Message> _channel = Channel.CreateUnbounded<Message>();
    private readonly Dictionary<string, Message> _newest = [];
    private readonly Dictionary<(string Strategy, string Symbol), List<decimal>> _windows = [];
    private readonly string[] _strategies = ["crossover", "momentum", "reversion"];
    private readonly string[] _symbols = [.. catalog.All.Select(static instrument => instrument.Symbol.Text)];

    /// <summary>Looks that would have been signals.</summary>
    public long Signals { get; private set; }

    /// <summary>Takes one tick.</summary>
    public void Step(in RawTick tick)
    {
        _channel.Writer.TryWrite(new Message(_symbols[tick.Instrument.Index], tick.Kind, tick.SourceTime, tick.A, tick.C));
        while (_channel.Reader.TryRead(out var message)) Take(message);
    }

    private void Take(Message message)
    {
        if (message.Bid <= 0m) return;
        if (_newest.TryGetValue(message.Symbol, out var before) && message.At < before.At) return;
        _newest[message.Symbol] = message;
        if (message.Kind != MarketEventKind.Quote) return;
        foreach (var strategy in _strategies)
        {
            if (!_windows.TryGetValue((strategy, message.Symbol), out var window)) _windows[(strategy, message.Symbol)] = window = [];
            window.Add((message.Bid + message.Ask) / 2m);
            if (window.Count > Window) window.RemoveAt(0);
            if (window.Count == Window && window.Average() > window[^1] * 1.5m) Signals++;
        }
    }

    private sealed record Message(string Symbol, MarketEventKind Kind, DateTimeOffset At, decimal Bid, decimal Ask);
}
