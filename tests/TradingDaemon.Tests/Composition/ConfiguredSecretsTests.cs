using NUnit.Framework;
using TradingDaemon.Composition;

namespace TradingDaemon.Tests.Composition;

[TestFixture]
internal sealed class ConfiguredSecretsTests
{
    [Test]
    public void Redactor_VariableThatSoundsLikeASecret_MasksItsValue()
    {
        var redactor = ConfiguredSecrets.Redactor(new Dictionary<string, string> { ["VENUE_API_KEY"] = "hunter22", ["DB_PWD"] = "hunter33", ["LANG"] = "C.UTF-8-daemon" });
        Assert.That(redactor.Redact("hunter22 hunter33 C.UTF-8-daemon"), Is.EqualTo("*** *** C.UTF-8-daemon"));
    }

    /// <summary>Bug: the shell's PWD was taken for a password, and every path below the working directory was masked in the log.</summary>
    [Test]
    public void Redactor_WorkingDirectory_IsNoSecret()
    {
        var redactor = ConfiguredSecrets.Redactor(new Dictionary<string, string> { ["PWD"] = "/srv/daemon" });
        Assert.That(redactor.Redact("The checkpoint /srv/daemon/data/checkpoint-9.json is not used"), Does.Contain("/srv/daemon/data"));
    }
}
