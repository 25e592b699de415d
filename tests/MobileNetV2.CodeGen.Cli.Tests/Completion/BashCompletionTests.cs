using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Completion;

/// <summary>The script in a real bash, which asks a real mnv2c.</summary>
public sealed class BashCompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public void Bash_completes_commands_options_and_values()
    {
        Tool.Require("bash");
        _folder.Write("completion.bash", CliResult.Of("completions", "bash").Out);
        _folder.Write("test.bash", $$"""
            shopt -u expand_aliases
            mnv2c() { dotnet '{{Path.Combine(AppContext.BaseDirectory, "mnv2c.dll")}}' "$@"; }
            source ./completion.bash
            complete -p mnv2c
            ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mnv2c mnv2c; echo "$* -> ${COMPREPLY[*]}"; }
            ask mnv2c compi
            ask mnv2c compile 'my\ model.json' --target = stm32l
            ask mnv2c compile model.json --schedule ''
            ask mnv2c compile mod

            """);

        var said = Tool.Run(_folder.FullPath, "bash", "test.bash");

        Assert.Equal(
            [
                "complete -o default -F _mnv2c mnv2c",
                "mnv2c compi -> compile",
                @"mnv2c compile my\ model.json --target = stm32l -> stm32l4r5",
                "mnv2c compile model.json --schedule  -> auto layers stream",
                "mnv2c compile mod -> ",
            ],
            said.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _mnv2c mnv2c")]
    [InlineData("zsh", "compdef _mnv2c mnv2c")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName mnv2c")]
    public void Every_shell_has_its_script(string shell, string registration) =>
        Assert.Contains(registration, CliResult.Of("completions", shell).Out, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_shell_is_explained()
    {
        var result = CliResult.Refused("MNV7013", "completions", "bahs");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.StartsWith("SHELL: error MNV7013: 'bahs' is none of bash, zsh, pwsh; did you mean 'bash'?", result.Error,
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
