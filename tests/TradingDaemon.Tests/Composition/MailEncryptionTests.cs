using System.Diagnostics;
using System.Runtime.InteropServices;
using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Tests.Configuration;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Composition;

/// <summary>Mail over an encrypted connection: a process of its own, because whose word is good is read once by each.</summary>
[TestFixture]
internal sealed class MailEncryptionTests
{
    [Test]
    public async Task Test_OfAMailServerWithAGoodCertificate_SendsEncryptedAndLogsIn()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("Only there can a process be told in its environment whose certificates are good.");
        using var folder = new ConfigurationFolder();
        await using var sink = new MailSink { Certificate = MailSink.SelfSigned(), Account = ("daemon", "hunter2-secret") };
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, typeof(CommandLine).Assembly.GetName().Name!),
        [
            "alerts", "test", "--set", "alerts:channels:ops:kind=mail", "--set", "alerts:channels:ops:host=127.0.0.1", "--set", $"alerts:channels:ops:port={sink.Port}", "--set", "alerts:channels:ops:user=daemon",
            "--set", "alerts:channels:ops:from=daemon@example.org", "--set", "alerts:channels:ops:to:0=ops@example.org",
        ]) { WorkingDirectory = folder.Directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("TRADINGDAEMON_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name); // what this run was asked for is no setting of the daemon
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.Environment["SSL_CERT_FILE"] = folder.Write("good.pem", sink.Certificate!.ExportCertificatePem());
        start.Environment["ALERTS_OPS_PASSWORD"] = "hunter2-secret";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(ExitCode.Done), await output + await error);
        var mail = await sink.NextAsync();
        Assert.That((mail.WasEncrypted, mail.User, mail.Password), Is.EqualTo((true, "daemon", "hunter2-secret")));
        Assert.That(await output + await error, Does.StartWith("done   ops (mail): taken").And.Not.Contain("hunter2"));
    }
}
