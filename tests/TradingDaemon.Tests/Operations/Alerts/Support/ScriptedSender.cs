using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;

namespace TradingDaemon.Tests.Operations.Alerts.Support;

/// <summary>A way out that does what it is told, one attempt after the other, and then takes everything.</summary>
internal sealed class ScriptedSender(TimeProvider clock) : IAlertSender
{
    public Queue<Func<CancellationToken, Task<SendResult>>> Script { get; } = new();

    /// <summary>What is done when the script is at its end.</summary>
    public Func<CancellationToken, Task<SendResult>> Otherwise { get; set; } = static _ => Task.FromResult<SendResult>(new SendResult.Sent());

    /// <summary>Every attempt, and when.</summary>
    public List<(DateTimeOffset At, AlertNotice Notice)> Attempts { get; } = [];

    public IEnumerable<string> Keys => Attempts.Select(static attempt => attempt.Notice.Alert.Key);

    public Task<SendResult> SendAsync(AlertNotice notice, CancellationToken stopping)
    {
        Attempts.Add((clock.GetUtcNow(), notice));
        return Script.TryDequeue(out var deed) ? deed(stopping) : Otherwise(stopping);
    }

    public void Then(SendResult result, int times = 1)
    {
        for (var i = 0; i < times; i++) Script.Enqueue(_ => Task.FromResult(result));
    }

    /// <summary>Hangs until it is told to stop.</summary>
    public static async Task<SendResult> Hang(CancellationToken stopping)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        return new SendResult.Sent();
    }

    /// <summary>Hangs whatever it is told.</summary>
    public static Task<SendResult> HangForEver(CancellationToken stopping) => new TaskCompletionSource<SendResult>().Task;
}
