using TradingDaemon.Domain.Control;
using TradingDaemon.Emergency.Telling;
using TradingDaemon.Emergency.Triggers;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Emergency;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Emergency;

/// <summary>
/// Begins and ends the emergency stop with the process, and looks: at the stored flag, which another process may write; at the triggers;
/// at what the disk still owes. No look keeps the others from being taken.
/// </summary>
internal sealed class EmergencyWatch(
    EmergencyStop stop, EmergencyVoice voice, TriggerSampling sampling, AccountEngine engine, EmergencyOptions options, Clocks clocks, IHostApplicationLifetime lifetime) : BackgroundService
{
    private const int LooksPerTriggers = 4; // triggers once a second
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(10); // a start that hangs, e.g. at a venue, does not keep the stop from being carried out

    private readonly StopTriggers _triggers = new(options.Triggers);

    /// <summary>Takes up what is stored, before anything that could send has started.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        stop.Begin(engine.Account.Books.Emergency);
        lifetime.ApplicationStopping.Register(static state => _ = ((EmergencyStop)state!).EndAsync(CancellationToken.None), stop);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await stop.EndAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var hasStarted = new TaskCompletionSource();
        await using var started = lifetime.ApplicationStarted.Register(hasStarted.SetResult);
        await Task.WhenAny(hasStarted.Task, Task.Delay(StartMax, clocks.Real, stoppingToken));
        if (stop.Standing is { State: not EmergencyState.Active } stands) await Try("the stop it began with", () => stop.PullAsync(new(stands.State, stands.Flatten, stands.Source, stands.Reason)));
        using var timer = new PeriodicTimer(LookInterval, clocks.Real);
        try
        {
            for (var look = 0; await timer.WaitForNextTickAsync(stoppingToken); look = (look + 1) % LooksPerTriggers)
            {
                await Try("the stored flag", () => stop.HearAsync(stop.Flag.Look()));
                if (look != 0) continue;
                await Try("storing the flag", Store);
                await Try("the triggers", LookAtTriggersAsync);
                await Try("the timed resume", ResumeWhenDueAsync);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the way a watch is meant to end
        }
    }

    private Task Store()
    {
        if (stop.Flag.IsBehind) stop.Flag.Keep();
        return Task.CompletedTask;
    }

    private async Task LookAtTriggersAsync()
    {
        foreach (var fired in _triggers.Look(sampling.Take(clocks.Market.GetUtcNow(), stop.HeartbeatAt)))
        {
            var action = options.Actions.GetValueOrDefault(fired.Kind, TriggerAction.Off);
            if (action == TriggerAction.Off) continue;
            var target = action == TriggerAction.Reduce ? EmergencyState.Reducing : EmergencyState.Halted;
            if (target > stop.Standing.State || action == TriggerAction.Flatten) await stop.PullAsync(new(target, action == TriggerAction.Flatten, $"trigger:{fired.Kind}", fired.Reason));
        }
    }

    private async Task ResumeWhenDueAsync()
    {
        if (options.ReducingResumesAfter is { } after && stop.Standing is { State: EmergencyState.Reducing } stands && clocks.Real.GetUtcNow() - stands.Since >= after)
            await stop.ResumeAsync(EmergencySources.Timer, $"Reducing for {after}, as configured.");
    }

    private async Task Try(string part, Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception failure) // told, and looked at again in a moment
        {
            voice.Failed(failure, part);
        }
    }
}
