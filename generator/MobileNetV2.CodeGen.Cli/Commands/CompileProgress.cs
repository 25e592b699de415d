using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary>A compile's progress: each stage when it is done; passes it on to <c>--dump-ir</c>.</summary>
internal sealed class CompileProgress(Action<ProgressNow> show, StageDump? dump) : ICompileObserver
{
    public void AfterStage(string stage, Func<string> describe)
    {
        show(new(stage + " done"));
        dump?.AfterStage(stage, describe);
    }
}
