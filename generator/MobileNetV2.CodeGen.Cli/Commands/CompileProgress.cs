using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary>A compile's progress: what is going on; what was made goes to <c>--dump-ir</c>.</summary>
internal sealed class CompileProgress(Action<ProgressNow> show, StageDump? dump) : ICompileObserver
{
    public void Begins(string work) => show(new(work));

    public void AfterStage(string stage, Func<string> describe) => dump?.AfterStage(stage, describe);
}
