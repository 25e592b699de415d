using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Errors;

/// <summary>Mistakes of a user and what he reads then: place, message and help, letter by letter.</summary>
public class ErrorCaseTests
{
    public static TheoryData<string> Cases => [.. ErrorCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_mistake_is_reported_as_reviewed(string name)
    {
        var found = new ErrorCase(name);

        var text = found.Run();

        Assert.Contains($" {found.Code}: ", text, StringComparison.Ordinal);
        Golden.MatchFile($"{found.Folder}/expected.txt", text);
    }

    [Fact]
    public void Every_diagnostic_of_the_catalogue_is_provoked_by_a_test()
    {
        string[] provoked = [.. ErrorCase.All.Select(c => c.Code), .. ProvokedElsewhere.All];

        Assert.Empty(AllDiagnostics.ByCode.Select(d => d.Code).Except(provoked));
        Assert.Empty(provoked.Except(AllDiagnostics.ByCode.Select(d => d.Code)));
    }
}
