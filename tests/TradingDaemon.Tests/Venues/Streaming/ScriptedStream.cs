using System.Text;
using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Streaming;

/// <summary>A venue's stream in virtual time: quotes of what is subscribed every second, unless the test says otherwise. Pongs are never missing, for nobody looks at them.</summary>
internal sealed class ScriptedStream(TimerClock clock, IReadOnlyList<Instrument> instruments) : IFeedDialect
{
    public List<(TimeSpan At, string What)> Log { get; } = [];

    public bool RefusesConnections { get; set; }

    public bool IgnoresSubscriptions { get; set; }

    /// <summary>Said once with the next data; null for nothing.</summary>
    public string? Says { get; set; }

    /// <summary>Whose data is swallowed.</summary>
    public HashSet<string> Muted { get; } = [];

    public IEnumerable<TimeSpan> When(string what) => Log.Where(entry => entry.What.StartsWith(what, StringComparison.Ordinal)).Select(static entry => entry.At);

    public void Tell(FeedChange change) => Log.Add((clock.Monotonic, $"{change.Kind} {change.Symbol}".TrimEnd()));

    public ValueTask<IStreamLink> ConnectAsync(CancellationToken stopping)
    {
        Log.Add((clock.Monotonic, "connect"));
        return RefusesConnections ? throw new VenueException(new VenueFault(VenueFaultKind.Retry, "503", "Refused.")) : new ValueTask<IStreamLink>(new Link(this, clock));
    }

    public void Begin()
    {
    }

    public IEnumerable<byte[]> Subscribe(IReadOnlyList<Instrument> whose) => whose.Select(static one => Encoding.UTF8.GetBytes($"+{one.Symbol}"));

    public IEnumerable<byte[]> Unsubscribe(IReadOnlyList<Instrument> whose) => whose.Select(static one => Encoding.UTF8.GetBytes($"-{one.Symbol}"));

    public void Read(ReadOnlySpan<byte> message, List<FeedReading> readings)
    {
        var text = Encoding.UTF8.GetString(message);
        var instrument = instruments.First(one => one.Symbol.Text == text.TrimStart('?'));
        readings.Add(text[0] == '?' ? new FeedReading(null, instrument, "broken") : new FeedReading(instrument));
    }

    private sealed class Link : IStreamLink
    {
        private readonly Channel<byte[]> _messages = Channel.CreateUnbounded<byte[]>();
        private readonly HashSet<string> _subscribed = [];
        private readonly ScriptedStream _stream;
        private readonly ITimer _beat;

        public Link(ScriptedStream stream, TimerClock clock)
        {
            _stream = stream;
            _beat = clock.CreateTimer(_ => Beat(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }

        public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken stopping)
        {
            var text = Encoding.UTF8.GetString(message.Span);
            _stream.Log.Add((_stream.Clock.Monotonic, text));
            if (text[0] == '-') _subscribed.Remove(text[1..]);
            else if (!_stream.IgnoresSubscriptions) _subscribed.Add(text[1..]);
            return default;
        }

        public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken stopping) => await _messages.Reader.ReadAsync(stopping);

        public ValueTask DisposeAsync()
        {
            _beat.Dispose();
            return default;
        }

        private void Beat()
        {
            if (_stream.Says is { } once) _messages.Writer.TryWrite(Encoding.UTF8.GetBytes(once));
            _stream.Says = null;
            foreach (var symbol in _subscribed.Where(symbol => !_stream.Muted.Contains(symbol) && !_stream.Muted.Contains("*"))) _messages.Writer.TryWrite(Encoding.UTF8.GetBytes(symbol));
        }
    }

    private TimerClock Clock => clock;
}
