using System.Runtime.InteropServices;
using TradingDaemon.Operations.Reloading;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Reloading;

/// <summary>Reads the files again when they changed, every so often, and on SIGHUP.</summary>
/// <param name="control">Takes them over.</param>
/// <param name="running">Where they are, and how they are watched.</param>
/// <param name="clock">Real time.</param>
/// <param name="logger">Told of what must not end the watch.</param>
internal sealed class ReloadWatch(IReloadControl control, RunningConfiguration running, TimeProvider clock, ILogger<ReloadWatch> logger) : BackgroundService
{
    private readonly SettledChange _change = new(running.Loaded.Config.Reload.Settle, clock);
    private long _lookedAt = clock.GetTimestamp();
    private long _readAt = clock.GetTimestamp();
    private int _isAsked;

    /// <summary>Asks for the files to be read with the next beat, as SIGHUP does.</summary>
    public void Ask() => Interlocked.Exchange(ref _isAsked, 1);

    /// <summary>One beat.</summary>
    public async Task BeatAsync()
    {
        if (Interlocked.Exchange(ref _isAsked, 0) == 1) await ReadAsync("signal");
        var config = running.Loaded.Config.Reload;
        if (!config.Watch || clock.GetElapsedTime(_lookedAt) < config.Interval) return;
        _lookedAt = clock.GetTimestamp();
        if (_change.IsDue(Signature())) await ReadAsync("file");
        else if (config.Every > TimeSpan.Zero && clock.GetElapsedTime(_readAt) >= config.Every) await ReadAsync("timer");
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hangup = TakesHangup ? PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnHangup) : null;
        using var timer = new PeriodicTimer(Limits.ClockInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryBeatAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // stopping
        }
    }

    // In a terminal SIGHUP says that the terminal went, and ends the daemon as it always did: nobody would look after it.
    private static bool TakesHangup => !OperatingSystem.IsWindows() && (Console.IsInputRedirected || Console.IsOutputRedirected);

    private void OnHangup(PosixSignalContext context)
    {
        context.Cancel = true;
        Ask();
    }

    private async Task TryBeatAsync()
    {
        try
        {
            await BeatAsync();
        }
        catch (Exception failure) when (failure is not OperationCanceledException) // the next beat tries again; the daemon trades on with what runs
        {
            logger.WatchFailed(failure);
        }
    }

    // Files that changed while they were read are read again once they have settled.
    private async Task ReadAsync(string source)
    {
        var before = Signature();
        await control.ReloadAsync(new ReloadRequest(), source);
        if (Signature() == before) _change.Read(before);
        _readAt = clock.GetTimestamp();
    }

    private string Signature() => FileSignature.Of(running.Loaded.Inputs);
}
