namespace MobileNetV2.CodeGen.MSBuild.Tests;

public class CompilerMessageTests
{
    [Theory]
    [InlineData("/a b/m.json: error MNV1001: bad", true, "MNV1001", "bad", 0, 0)]
    [InlineData("/a b/m.json:12:5: error MNV1104: bad: worse", true, "MNV1104", "bad: worse", 12, 5)]
    [InlineData("/a b/m.json:12: warning MNV1104: odd", false, "MNV1104", "odd", 12, 0)]
    [InlineData("step 4 ADD: error MNV3001: too big", true, "MNV3001", "step 4 ADD: too big", 0, 0)]
    [InlineData("mnv2c compile: error MNV7016: --schedule: 'x' is none of a", true, "MNV7016", "--schedule: 'x' is none of a", 0, 0)]
    public void Places_become_positions_or_text(string line, bool isError, string code, string text, int atLine, int column)
    {
        var message = CompilerMessage.Parse(line, "/a b/m.json");

        Assert.NotNull(message);
        Assert.Equal((isError, code, text, atLine, column), (message.IsError, message.Code, message.Text, message.Line, message.Column));
    }

    [Theory]
    [InlineData("arena    1,920 bytes (lower bound 1,920)")]
    [InlineData("  help: do this")]
    public void Other_lines_are_no_diagnostics(string line) => Assert.Null(CompilerMessage.Parse(line, "/a b/m.json"));
}
