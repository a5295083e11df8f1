using TradingDaemon.Domain.Control;
using TradingDaemon.Execution;
using TradingDaemon.Gating;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Stopping;

/// <summary>The first thing that stops: closes the gate, carries out the shutdown policy within its grace, and reports what is left.</summary>
internal sealed class GracefulStop(
    Topology topology, SendGate gate, RiskGating gating, ShutdownPolicy policy, TimeSpan grace, Clocks clocks, ILogger<GracefulStop> logger) : IHostedService
{
    // The engine answers between two inputs, within milliseconds; one that does not must not keep the process from ending.
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var startedAt = clocks.Real.GetTimestamp();
        // In memory and at once: what was decided before the stop and waits for the disk does not leave any more.
        gate.Close(policy == ShutdownPolicy.Flatten ? EmergencyState.Reducing : EmergencyState.Halted, clocks.Market.GetUtcNow(), "The daemon is stopping.");
        logger.Stopping(policy.ToString(), grace.TotalSeconds);
        while (!topology.TryCommand(new Command.Stop(policy, "The daemon was told to stop.")) && clocks.Real.GetElapsedTime(startedAt) < grace)
            await Task.Delay(LookInterval, clocks.Real, cancellationToken);
        while (!gating.IsSettled && clocks.Real.GetElapsedTime(startedAt) < grace)
        {
            topology.EngineBell.Ring();
            await Task.Delay(LookInterval, clocks.Real, cancellationToken);
        }

        try
        {
            Report(await gating.LookAsync(StopRemainder.Of).WaitAsync(AnswerMax, clocks.Real, cancellationToken), startedAt);
        }
        catch (TimeoutException)
        {
            logger.StopUnanswered(AnswerMax.TotalSeconds); // the next start finds what is left
        }
    }

    private void Report(StopRemainder left, long startedAt)
    {
        var seconds = clocks.Real.GetElapsedTime(startedAt).TotalSeconds;
        if (gating.IsSettled && left.IsLeftBy(policy)) logger.StopSettled(seconds, left.Working.Count, left.Positions.Count);
        else logger.StopUnsettled(seconds, grace.TotalSeconds, left.Working.Count, StopRemainder.Text(left.Working), left.Unclear.Count, StopRemainder.Text(left.Unclear), left.Positions.Count, StopRemainder.Text(left.Positions));
    }
}
