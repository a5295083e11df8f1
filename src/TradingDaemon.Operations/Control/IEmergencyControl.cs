namespace TradingDaemon.Operations.Control;

/// <summary>The emergency stop, as far as operators may move it. Nothing here throws for anything a person asks or a machine breaks.</summary>
public interface IEmergencyControl
{
    /// <summary>How it stands now.</summary>
    EmergencyView Current { get; }

    /// <summary>Pulls it. When this returns its task, nothing more leaves; when the task ends, every cancel was tried and the report says what came of it, or that it still goes on.</summary>
    Task<EmergencyView> PullAsync(EmergencyPull pull);

    /// <summary>Clears it; only ever asked by a person, who confirmed it.</summary>
    Task<ControlAnswer> ResumeAsync(string source, string reason);

    /// <summary>What closing everything would send now; sends nothing.</summary>
    Task<EmergencyReport> PreviewAsync();

    /// <summary>The operator is there: winds up the dead man's switch.</summary>
    void Heartbeat();
}
