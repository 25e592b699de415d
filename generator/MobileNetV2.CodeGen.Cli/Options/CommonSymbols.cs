using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Completion;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary>Arguments and options that several commands share, so that they read the same everywhere.</summary>
internal static class CommonSymbols
{
    public static Argument<string> Model() => new("MODEL")
    {
        Description = "The network: a .tflite or .onnx file, or a .json model description",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document instead of tables" };

    public static Option<string?> Html(string description) => new("--html") { Description = description, HelpName = "FILE" };

    public static Option<string> Target() => new Option<string>("--target", "-t")
    {
        Description = "A built-in target ('mnv2c targets' lists them) or a target file of your own: ./board.json",
        HelpName = "TARGET",
        Required = true,
    }.Offering(BuiltInTargets);

    public static Option<string[]> Targets() => new Option<string[]>("--target", "-t")
    {
        Description = "A target as for 'compile'; repeat the option to compare several",
        HelpName = "TARGET",
        Required = true,
    }.Offering(BuiltInTargets);

    public static Option<string?> CmsisNn() => new("--cmsis-nn")
    {
        Description =
            "An installed CMSIS-NN to link: DIR/Include and DIR/libcmsis-nn.a (default: our own C with the same bits). Turns --kernels "
                + "auto into cmsis-nn",
        HelpName = "DIR",
    };

    public static IEnumerable<string> BuiltInTargets() => TargetCatalog.All.Select(t => t.Name);
}
