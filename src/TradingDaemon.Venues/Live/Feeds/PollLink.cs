using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>A venue without a stream as a connection all the same: its messages are the answers to questions asked over and over, at a steady pace.</summary>
/// <param name="line">The way there; closed with the link.</param>
/// <param name="questions">What one round asks, and which of the reader's bodies each answer is; at least one.</param>
/// <param name="every">How often a round begins; its questions are spread over it.</param>
/// <param name="clock">Real time.</param>
/// <param name="refine">The venue's own word on an answer that is none, e.g. how long it wants to be left alone; null for nothing to add.</param>
internal sealed class PollLink(VenueLine line, IReadOnlyList<(PayloadHint About, WireRequest Request)> questions, TimeSpan every, TimeProvider clock, Func<VenueFault, VenueFault>? refine = null) : IStreamLink
{
    private int _asked;

    /// <summary>What the newest message answers.</summary>
    public PayloadHint About { get; private set; }

    /// <summary>A feed that asks rather than listens.</summary>
    /// <param name="name">Name for logs and metrics.</param>
    /// <param name="setup">What is watched, and how often it is asked for.</param>
    /// <param name="reader">Reads the answers; of this feed alone.</param>
    /// <param name="newLine">Makes a line for each beginning.</param>
    /// <param name="questions">As above.</param>
    /// <param name="refine">As above.</param>
    public static LiveFeed Feed(string name, FeedSetup setup, IVenueReader reader, Func<VenueLine> newLine, IReadOnlyList<(PayloadHint About, WireRequest Request)> questions, Func<VenueFault, VenueFault>? refine = null)
    {
        var quietMin = setup.PollEvery * 3; // an answer may be lost, and the next one late
        var patient = setup with { Liveness = setup.Liveness with { QuietMax = setup.Liveness.QuietMax > quietMin ? setup.Liveness.QuietMax : quietMin } };
        PollLink? newest = null;
        return new LiveFeed(name, patient, reader, new NoWords(), (_, _) => new ValueTask<IStreamLink>(newest = new PollLink(newLine(), questions, setup.PollEvery, setup.Clock, refine)), () => newest?.About ?? default, setup.PollEvery);
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken stopping) => default;

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken stopping)
    {
        if (_asked > 0) await Task.Delay(every / questions.Count, clock, stopping);
        var (about, request) = questions[_asked++ % questions.Count];
        var reply = await line.AskAsync(request, stopping);
        if (reply.Fault is { } without) throw Named(without, about);
        if (!reply.IsSuccess) throw Named(reply.FaultOf(null, null, null) is var fault && refine is not null ? refine(fault) : fault, about);
        About = about;
        return reply.Body;
    }

    private static VenueException Named(VenueFault fault, PayloadHint about) => new(fault with { Message = $"{about.Endpoint} failed: {fault.Message}" });

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        line.Dispose();
        return default;
    }

    private sealed class NoWords : IFeedWords
    {
        public IEnumerable<byte[]> Subscribe(IReadOnlyList<Domain.Instruments.Instrument> instruments) => [];

        public IEnumerable<byte[]> Unsubscribe(IReadOnlyList<Domain.Instruments.Instrument> instruments) => [];
    }
}
