namespace TradingDaemon.Emergency;

/// <summary>Lets so many pass in any minute. For one caller at a time.</summary>
internal sealed class Pace(int perMinuteMax, TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Queue<long> _passed = new(); // at most perMinuteMax

    /// <summary>Waits until one more may pass.</summary>
    public async Task WaitAsync(CancellationToken stopping)
    {
        if (_passed.Count == perMinuteMax)
        {
            var wait = Minute - clock.GetElapsedTime(_passed.Dequeue());
            if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, stopping);
        }

        _passed.Enqueue(clock.GetTimestamp());
    }
}
