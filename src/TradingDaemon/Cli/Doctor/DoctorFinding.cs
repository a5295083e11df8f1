namespace TradingDaemon.Cli.Doctor;

/// <summary>What one probe found.</summary>
/// <param name="Name">What was tried.</param>
/// <param name="Passed">Whether it is as it should be.</param>
/// <param name="Detail">The figures, or what is wrong and what to do, as one line.</param>
internal sealed record DoctorFinding(string Name, bool Passed, string Detail)
{
    /// <summary>Whether it is as it should be, and yet somebody should look.</summary>
    public bool IsWarning { get; init; }
}
