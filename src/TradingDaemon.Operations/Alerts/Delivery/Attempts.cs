using System.Globalization;
using Microsoft.Extensions.Logging;

namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>One attempt at a time, none longer than it may take: an attempt that does not end when it is told to is left to itself, and no other is begun until it has ended.</summary>
/// <param name="channel">The channel's name.</param>
/// <param name="sender">Its way out.</param>
/// <param name="attemptMax">Longest time for one.</param>
/// <param name="clock">Real time.</param>
/// <param name="logger">For what nobody foresaw.</param>
public sealed class Attempts(string channel, IAlertSender sender, TimeSpan attemptMax, TimeProvider clock, ILogger logger)
{
    private Task<SendResult>? _left;

    /// <summary>Tries once. Throws only when told to stop.</summary>
    public async Task<SendResult> TryAsync(AlertNotice notice, CancellationToken stopping)
    {
        if (_left is { IsCompleted: false }) return new SendResult.TryAgain("an earlier attempt hangs and has not ended");
        using var tooLong = new CancellationTokenSource(attemptMax, clock);
        var either = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, stopping);
        try
        {
            var told = either.Token;
            _left = SendAsync(notice, either);
            return await _left.WaitAsync(told);
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            return new SendResult.TryAgain(string.Create(CultureInfo.InvariantCulture, $"no answer within {attemptMax.TotalSeconds:0.#} s"));
        }
        catch (Exception broken) when (broken is not OperationCanceledException || !stopping.IsCancellationRequested) // a sender's own fault must not end its channel
        {
            logger.ChannelBroke(broken, channel);
            return new SendResult.TryAgain($"{broken.GetType().Name}: {broken.Message}");
        }
    }

    // The attempt's own end ends its token: disposed by whoever waited, it would never tell the attempt to stop.
    private async Task<SendResult> SendAsync(AlertNotice notice, CancellationTokenSource either)
    {
        using (either) return await sender.SendAsync(notice, either.Token);
    }
}
