using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Repository;

/// <summary>What compiler and formatter do not look at.</summary>
public partial class SourceRulesTests
{
    private static readonly string[] SourceFolders = ["generator", "tests"];

    [Fact]
    public void Every_package_with_a_version_is_used()
    {
        var projects = string.Concat(Files("*.csproj").Append(Golden.FromCheckout("Directory.Build.props"))
            .Append(Golden.FromCheckout("tests/Directory.Build.props")).Select(File.ReadAllText));
        var packages = Package().Matches(File.ReadAllText(Golden.FromCheckout("Directory.Packages.props"))).Select(m => m.Groups[1].Value);

        Assert.DoesNotContain(packages, p => !projects.Contains($"<PackageReference Include=\"{p}\"", StringComparison.Ordinal));
    }

    /// <summary><c>Sound()</c> of Outcomes.cs fails on a diagnostic that the test does not name, and gives the value.</summary>
    [Fact]
    public void Tests_take_no_value_from_an_outcome_without_looking_at_its_diagnostics() => Assert.Empty(
        from file in Files("*.cs")
        where file.Contains("/tests/", StringComparison.Ordinal) && Path.GetFileName(file) != "Outcomes.cs"
        where File.ReadAllText(file).Contains(".Value" + "!", StringComparison.Ordinal)
        select file);

    private static IEnumerable<string> Files(string pattern) =>
        from folder in SourceFolders
        from file in Directory.GetFiles(Golden.FromCheckout(folder), pattern, SearchOption.AllDirectories)
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
        select file;

    [GeneratedRegex("<PackageVersion Include=\"([^\"]+)\"")]
    private static partial Regex Package();
}
