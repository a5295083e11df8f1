namespace TradingDaemon.Cli.Doctor;

/// <summary>Tries one thing the daemon needs.</summary>
internal interface IDoctorProbe
{
    /// <summary>What it tries, in a word or two.</summary>
    string Name { get; }

    /// <summary>Tries it. An <see cref="IOException"/> or <see cref="InvalidDataException"/> is a failed finding with its message.</summary>
    Task<DoctorFinding> ProbeAsync(CancellationToken stopping);
}
