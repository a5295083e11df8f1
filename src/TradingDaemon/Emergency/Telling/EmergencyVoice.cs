using System.Text.Json;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Control;
using TradingDaemon.Operations.Health;
using TradingDaemon.Storage.Emergency;

namespace TradingDaemon.Emergency.Telling;

/// <summary>Tells people of the stop by log, alert, health and audit file. Each of them may be broken; none of them is on the stop's path.</summary>
internal sealed class EmergencyVoice(ILogger logger, AlertBoard alerts, HealthComponent health, AuditFile audit)
{
    private const string AlertKey = "emergency";
    private long _unsaid; // how often one of them failed

    /// <summary>It was pulled.</summary>
    public StepResult Pulled(EmergencyFlag flag)
    {
        var before = Interlocked.Read(ref _unsaid);
        Say(() => logger.EmergencyPulled(flag.State.ToString(), flag.Source, flag.Reason));
        Say(() => alerts.Raise(AlertKey, AlertSeverity.Critical, $"Emergency stop: {flag.State} by {flag.Source}: {flag.Reason}"));
        Say(() => health.Degraded($"{flag.State} by {flag.Source}: {flag.Reason}"));
        var unsaid = Interlocked.Read(ref _unsaid) - before;
        return unsaid == 0 ? new(true, "Log, alert and health were told.") : new(false, $"{unsaid} of log, alert and health could not be told.");
    }

    /// <summary>A process begins with it pulled.</summary>
    public void Stands(EmergencyFlag flag)
    {
        Say(() => logger.EmergencyStands(flag.State.ToString(), flag.Since, flag.Source, flag.Reason));
        Say(() => health.Degraded($"{flag.State} since {flag.Since:u} by {flag.Source}: {flag.Reason}"));
    }

    /// <summary>Everything an act could do is done: tells each step, and what is left by name.</summary>
    public void Ended(EmergencyReport report)
    {
        foreach (var step in report.Steps)
        {
            if (step.IsDone) Say(() => logger.EmergencyStepDone(step.Name, step.Detail));
            else Say(() => logger.EmergencyStepFailed(step.Name, step.Detail));
        }

        var left = LeftText.Of(report);
        Say(() => logger.EmergencyLeft(report.Act.ToString(), left));
        if (!report.IsComplete)
        {
            var undone = report.Steps.Where(static step => !step.IsDone).Select(static step => $"{step.Name}: {step.Detail}");
            Say(() => alerts.Raise($"{AlertKey}:undone", AlertSeverity.Critical, $"The emergency stop could not do everything. {string.Join(" ", undone)} {left}"));
        }

        Say(() => audit.Append(JsonSerializer.Serialize(report, ControlJson.Default.EmergencyReport)));
    }

    /// <summary>It was cleared.</summary>
    public void Cleared(EmergencyReport report)
    {
        Say(() => logger.EmergencyCleared(report.Source, report.Reason));
        Say(() => alerts.Clear(AlertKey));
        Say(() => alerts.Clear($"{AlertKey}:undone"));
        Say(() => health.Healthy());
        Say(() => audit.Append(JsonSerializer.Serialize(report, ControlJson.Default.EmergencyReport)));
    }

    /// <summary>It was never pulled.</summary>
    public void Quiet() => Say(() => health.Healthy());

    /// <summary>A part of the watch failed and goes on.</summary>
    public void Failed(Exception failure, string part) => Say(() => logger.EmergencyWatchFailed(failure, part));

    private void Say(Action say)
    {
        try
        {
            say();
        }
        catch (Exception) // who cannot be told must not keep the stop from going on; how often is counted, and the step says so
        {
            Interlocked.Increment(ref _unsaid);
        }
    }
}
