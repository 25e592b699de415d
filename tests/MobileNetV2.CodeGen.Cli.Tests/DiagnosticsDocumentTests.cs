using System.Text;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests;

/// <summary>DIAGNOSTICS.md and the catalogue say the same, word by word, in both directions.</summary>
public class DiagnosticsDocumentTests
{
    private static readonly (char Range, string Title)[] Ranges =
    [
        ('1', "Reading a model"), ('2', "The graph"), ('3', "Memory"), ('4', "Targets and options"), ('5', "Emitting C"),
        ('6', "Building and running"), ('7', "The command line"), ('8', "The MSBuild package"),
    ];

    [Fact]
    public void The_document_equals_the_catalogue() => Golden.MatchDocument("DIAGNOSTICS.md", Document());

    [Fact]
    public void Codes_are_unique_and_in_a_known_range()
    {
        Assert.Equal(AllDiagnostics.ByCode.Length, AllDiagnostics.ByCode.DistinctBy(d => d.Code).Count());
        Assert.All(AllDiagnostics.ByCode, d => Assert.Matches("^MNV[1-8][0-9]{3}$", d.Code));
    }

    [Fact]
    public void Every_entry_is_written_for_people()
    {
        Assert.All(AllDiagnostics.ByCode, d =>
        {
            Assert.False(d.Title.EndsWith('.'), d.Code);
            Assert.True(d.Cause.EndsWith('.'), d.Code);
            Assert.True(d.Cure.EndsWith('.'), d.Code);
        });
    }

    private static string Document()
    {
        var text = new StringBuilder();
        text.Append("# Diagnostics\n\n");
        text.Append("Every error and warning of `mnv2c` has a code that keeps its meaning for ever and is never reused. A message reads\n");
        text.Append(
            "`place: error MNV1001: what is wrong`, then `help:` with the way out. `mnv2c explain MNV1001` prints the section below.\n");
        foreach (var (range, title) in Ranges)
        {
            var entries = AllDiagnostics.ByCode.Where(d => d.Code[3] == range).ToList();
            if (entries.Count == 0)
                continue;
            text.Append($"\n# MNV{range}xxx: {title}\n");
            foreach (var d in entries)
                text.Append(
                    $"\n## {d.Code} {d.Title}\n\n{(d.Severity == Severity.Warning ? "Warning. " : "")}{d.Cause}\n\nCure: {d.Cure}\n");
        }

        return text.ToString();
    }
}
