using System.Text.Json;
using System.Threading.Channels;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>
/// The account's own stream, one connection: says who we are, then turns orders and executions into events. Executions that never came are asked for
/// once a reordering no longer explains it; silence beyond the venue's heartbeat ends the connection.
/// </summary>
internal sealed class SandboxStream(SandboxVenueOptions options, SandboxLine line, SandboxSigner signer, SandboxAccount account, TimeProvider clock)
{
    private static readonly TimeSpan GapLookEvery = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping)
    {
        await line.Clock.EnsureAsync();
        using var invoker = new HttpMessageInvoker(line.Sockets, disposeHandler: false);
        await using var link = await WebSocketLink.ConnectAsync(StreamUrl(options.Url), invoker, options.ConnectMax, SandboxLimits.FrameBytesMax, clock, stopping);
        await AuthenticateAsync(link, stopping);
        var track = new ExecutionTrack((await account.HoldingsAsync(stopping, Urgency.Opening)).ExecutionSequence ?? 0);
        await events.WriteAsync(new VenueEvent.StreamOpened(options.Id, clock.GetUtcNow()), stopping);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var gate = new SemaphoreSlim(1, 1);
        var reading = ReadAsync(link, track, gate, events, ending.Token);
        var mending = MendAsync(track, gate, events, ending.Token);
        var measuring = line.Clock.RunAsync(ending.Token);
        var first = await Task.WhenAny(reading, mending, measuring);
        ending.Cancel(); // on this thread: what is cancelled ends before the next line
        await Task.WhenAll(reading, mending, measuring).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await first;
    }

    /// <summary>Where the stream of a venue is.</summary>
    public static Uri StreamUrl(Uri url) => new UriBuilder(new Uri(url, "/v1/stream")) { Scheme = url.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri;

    private async Task AuthenticateAsync(IStreamLink link, CancellationToken stopping)
    {
        using (await line.EnterAsync(stopping))
        {
            await link.SendAsync(JsonSerializer.SerializeToUtf8Bytes(signer.Authenticate(line.NextStamp()), SandboxWire.Default.StreamRequest), stopping);
            while (true)
            {
                var frame = await NextAsync(link, SandboxLimits.AuthenticationMax, stopping);
                if (frame.Type == "authenticated") return;
                if (frame.Type != "error") continue;
                var fault = SandboxErrors.Read(frame.Code, frame.Message);
                if (fault.Code == "TIMESTAMP_OUT_OF_RANGE") line.Clock.Distrust();
                throw new VenueException(fault);
            }
        }
    }

    private async Task ReadAsync(IStreamLink link, ExecutionTrack track, SemaphoreSlim gate, ChannelWriter<VenueEvent> events, CancellationToken ending)
    {
        while (true)
        {
            var frame = await NextAsync(link, options.SilenceMax, ending);
            if (frame is { Type: "order", Order: { } order } && order.ToEvent() is { } news) await events.WriteAsync(news, ending);
            else if (frame is { Type: "execution", Execution: { } execution }) await HearAsync(execution, track, gate, events, ending);
            else if (frame.Type == "error") throw new VenueException(SandboxErrors.Read(frame.Code, frame.Message));
        }
    }

    // What was heard already is told again: it may be a correction, and who books knows it by its id.
    private async Task HearAsync(ExecutionMessage execution, ExecutionTrack track, SemaphoreSlim gate, ChannelWriter<VenueEvent> events, CancellationToken ending)
    {
        await gate.WaitAsync(ending);
        try
        {
            track.Hear(execution.Sequence);
            if (execution.ToDomain(options.Id) is { } fill) await events.WriteAsync(new VenueEvent.Executed(fill), ending);
            if (track.IsFull) throw new VenueException(new VenueFault(VenueFaultKind.Retry, "SEQUENCE_GAP", $"Executions after {track.Last} are missing and were not to be had."));
        }
        finally
        {
            gate.Release();
        }
    }

    // A gap that is still there a while later is a loss: the missing ones are asked for, a page at a time.
    private async Task MendAsync(ExecutionTrack track, SemaphoreSlim gate, ChannelWriter<VenueEvent> events, CancellationToken ending)
    {
        using var beat = new PeriodicTimer(GapLookEvery, clock);
        var (since, before) = (clock.GetTimestamp(), -1L);
        while (await beat.WaitForNextTickAsync(ending))
        {
            if (!track.HasGap || track.Last != before) (since, before) = (clock.GetTimestamp(), track.Last);
            if (!track.HasGap || clock.GetElapsedTime(since) < options.GapMax) continue;
            var missing = await account.PageAsync(track.Last, SandboxLimits.ExecutionsPageMax, ending); // rebates too: they have a number, and are no fill
            await gate.WaitAsync(ending);
            try
            {
                foreach (var execution in missing)
                    if (track.Hear(execution.Sequence) && execution.ToDomain(options.Id) is { } fill) await events.WriteAsync(new VenueEvent.Executed(fill), ending);
                if (track.HasGap && track.Last == before) throw new VenueException(new VenueFault(VenueFaultKind.Retry, "SEQUENCE_GAP", $"The execution after {track.Last} is missing and was not to be had."));
            }
            finally
            {
                gate.Release();
            }

            since = clock.GetTimestamp();
        }
    }

    private async ValueTask<StreamFrame> NextAsync(IStreamLink link, TimeSpan silenceMax, CancellationToken stopping)
    {
        using var silence = new CancellationTokenSource(silenceMax, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, stopping);
        try
        {
            return SandboxTranslation.Frame((await link.ReceiveAsync(either.Token)).Span);
        }
        catch (OperationCanceledException silent) when (!stopping.IsCancellationRequested)
        {
            throw new VenueException(new VenueFault(VenueFaultKind.Retry, "SILENT", $"Nothing came for {silenceMax.TotalSeconds:0} s, not even a heartbeat."), silent);
        }
    }
}
