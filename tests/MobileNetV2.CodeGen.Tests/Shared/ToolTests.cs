using Xunit.Sdk;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>What a missing program does to a test.</summary>
public class ToolTests
{
    [Fact]
    public void A_missing_program_skips_the_test()
    {
        var skipped = Assert.Throws<Xunit.SkipException>(() => Tool.Require(isInstalled: false, "cc65", isContinuousIntegration: false));

        Assert.Equal("'cc65' is not installed; 'bash eng/setup.sh --tests' installs it", skipped.Message);
    }

    [Fact]
    public void A_missing_program_fails_the_test_in_continuous_integration()
    {
        var failed = Assert.Throws<TrueException>(() => Tool.Require(isInstalled: false, "cc65", isContinuousIntegration: true));

        Assert.Contains("'cc65' is not installed", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_installed_program_lets_the_test_run(bool isContinuousIntegration) =>
        Assert.Null(Record.Exception(() => Tool.Require(isInstalled: true, "sh", isContinuousIntegration)));
}
