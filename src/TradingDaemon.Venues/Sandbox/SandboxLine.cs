using System.Globalization;
using System.Net.Http.Headers;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>The way to the sandbox: its signatures, its words for what went wrong, and what it tells of its limits.</summary>
internal sealed class SandboxLine(SandboxVenueOptions options, SandboxSigner signer, TimeProvider clock, Action<int, int>? onWeight) : IDisposable
{
    private readonly VenueLine _line = new(options.ToLine(), clock, (line, stopping) => AskTimeAsync(line, options.Url, stopping), signer.Nonces, (headers, isSigned) => Learn(headers, isSigned, onWeight));

    /// <summary>The venue's time.</summary>
    public VenueClock Clock => _line.Clock;

    /// <summary>The connections, for the stream to be made the same way.</summary>
    public SocketsHttpHandler Sockets => _line.Sockets;

    /// <summary>Sends a signed request; see <see cref="VenueLine.SendAsync"/>.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="body">JSON, or null.</param>
    /// <param name="urgency">Which of those that wait for their turn it goes before.</param>
    /// <param name="stopping">Gives up.</param>
    /// <param name="mayLeave">Asked when its turn has come; null: always.</param>
    public async ValueTask<SandboxReply> SendAsync(HttpMethod method, string target, byte[]? body, Urgency urgency, CancellationToken stopping, Func<bool>? mayLeave = null)
    {
        var reply = SandboxReply.Of(await _line.SendAsync(stamp => signer.Sign(method, options.Url, target, body ?? [], stamp), urgency, stopping, mayLeave));
        if (reply.Fault is { Code: "TIMESTAMP_OUT_OF_RANGE" }) Clock.Distrust();
        return reply;
    }

    /// <summary>Asks what anybody may ask.</summary>
    public ValueTask<SandboxReply> AskAsync(string target, CancellationToken stopping) => AskAsync(_line, options.Url, target, stopping);

    /// <summary>Waits for the turn to send something signed another way; dispose it when the answer came.</summary>
    public ValueTask<SendingGate.Turn> EnterAsync(CancellationToken stopping) => _line.EnterAsync(stopping);

    /// <summary>What makes the next signature one of its kind; for whoever has the turn.</summary>
    public Stamp NextStamp() => _line.NextStamp();

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    private static async ValueTask<SandboxReply> AskAsync(VenueLine line, Uri url, string target, CancellationToken stopping) =>
        SandboxReply.Of(await line.AskAsync(new WireRequest { Method = HttpMethod.Get, Url = new Uri(url, target) }, stopping));

    private static async ValueTask<DateTimeOffset> AskTimeAsync(VenueLine line, Uri url, CancellationToken stopping) =>
        SandboxTranslation.Time((await AskAsync(line, url, "/v1/time", stopping)).Answer(SandboxWire.Default.TimeAnswer).ServerTime);

    // What nobody signed is counted elsewhere: taken for ours, it would look like others spending our budget.
    private static void Learn(HttpResponseHeaders headers, bool isSigned, Action<int, int>? onWeight)
    {
        if (isSigned && onWeight is not null && Number(headers, "X-Weight-Used") is { } used && Number(headers, "X-Weight-Limit") is { } limit) onWeight(used, limit);
    }

    private static int? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
