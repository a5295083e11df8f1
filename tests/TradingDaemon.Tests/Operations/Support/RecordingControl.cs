using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Control;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>An emergency stop that only notes what it is asked.</summary>
internal sealed class RecordingControl : IEmergencyControl
{
    public List<EmergencyPull> Pulls { get; } = [];

    public List<(string Source, string Reason)> Resumes { get; } = [];

    public int Heartbeats { get; private set; }

    /// <summary>Done when it is pulled.</summary>
    public Action Asked { get; set; } = static () => { };

    public bool IsResumeRefused { get; set; }

    /// <summary>What is shown one after the other once something was asked; the last one stays.</summary>
    public Queue<EmergencyView> Shown { get; } = new();

    public EmergencyView Current => Shown.Count > 1 ? Shown.Dequeue() : Shown.Count == 1 ? Shown.Peek()
        : new(Pulls.Count == 0 ? EmergencyState.Active : Pulls[^1].Target, DateTimeOffset.UnixEpoch, "test", "Because.", true, false, false, Pulls.Count, null);

    public Task<EmergencyView> PullAsync(EmergencyPull pull)
    {
        Pulls.Add(pull);
        Asked();
        return Task.FromResult(Current);
    }

    public Task<ControlAnswer> ResumeAsync(string source, string reason)
    {
        Resumes.Add((source, reason));
        return Task.FromResult(new ControlAnswer(!IsResumeRefused, "Said.", Current));
    }

    public Task<EmergencyReport> PreviewAsync() => Task.FromResult(new EmergencyReport
    {
        Act = EmergencyAct.Preview, Source = "preview", Reason = "A dry run.", EndedAt = DateTimeOffset.UnixEpoch, AskedAt = DateTimeOffset.UnixEpoch, Closes = [new("", "v", "A/USD", "Sell", 1.5m, 98.01m, 0m, "planned")], PositionsLeft = [new("v", "B/USD", 0.1m, "Dust")], Steps = [new("plan:v", true, "Planned.", 1)],
    });

    public void Heartbeat() => Heartbeats++;
}
