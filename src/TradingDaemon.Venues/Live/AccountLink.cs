using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Live;

/// <summary>How a connection to an account's stream begins, whatever is said on it.</summary>
internal static class AccountLink
{
    /// <summary>Connects and says what the venue wants to hear first; a connection on which that fails is closed. Throws <see cref="VenueException"/>.</summary>
    /// <param name="setup">Whose account, and where.</param>
    /// <param name="line">Whose connections it is made over.</param>
    /// <param name="greet">Who asks, and for what, until it was acknowledged.</param>
    /// <param name="stopping">Gives up.</param>
    public static async ValueTask<IStreamLink> OpenAsync(VenueSetup setup, VenueLine line, Func<IStreamLink, Task> greet, CancellationToken stopping)
    {
        using var invoker = new HttpMessageInvoker(line.Sockets, disposeHandler: false);
        var link = await WebSocketLink.ConnectAsync(setup.Hosts.AccountStream!, invoker, setup.Line.ConnectMax, setup.Line.FrameBytesMax, setup.Clock, stopping);
        try
        {
            await greet(link);
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads until a frame is the answer. Throws <see cref="VenueException"/> when it does not come within the silence that counts as death, whatever else comes: heartbeats go on where a question was lost.</summary>
    public static async Task UntilAsync(IStreamLink link, VenueSetup setup, Action<ReadOnlyMemory<byte>, Answer> read, Func<Answer, bool> isAnswer, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(setup.SilenceMax, setup.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        try
        {
            Answer told;
            do
            {
                told = Answer.OfFrame(await link.ReceiveAsync(either.Token), read);
            }
            while (!isAnswer(told));
        }
        catch (OperationCanceledException silent) when (!stopping.IsCancellationRequested)
        {
            throw new VenueException(new VenueFault(VenueFaultKind.Retry, "UNANSWERED", $"What was asked on the stream had no answer within {setup.SilenceMax.TotalSeconds:0} s."), silent);
        }
    }

    /// <summary>The next frame. Throws <see cref="VenueException"/> after a silence.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> NextAsync(IStreamLink link, TimeSpan silenceMax, TimeProvider clock, CancellationToken stopping)
    {
        using var silence = new CancellationTokenSource(silenceMax, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, stopping);
        try
        {
            return await link.ReceiveAsync(either.Token);
        }
        catch (OperationCanceledException silent) when (!stopping.IsCancellationRequested)
        {
            throw new VenueException(new VenueFault(VenueFaultKind.Retry, "SILENT", $"Nothing came for {silenceMax.TotalSeconds:0} s, not even a heartbeat."), silent);
        }
    }
}
