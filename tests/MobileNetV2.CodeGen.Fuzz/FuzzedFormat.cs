using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Reports.Comparison;
using MobileNetV2.CodeGen.Reports.Plan;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Fuzz;

/// <summary>A kind of file that comes from others, and everything that is done with it. An exception is a fault, and so is time or
/// memory out of proportion, which the fuzzer watches.</summary>
/// <param name="Name">As the folder of its corpus is called.</param>
internal sealed record FuzzedFormat(string Name, Action<byte[]> Try)
{
    public static ImmutableArray<FuzzedFormat> All { get; } =
    [
        new("tflite", data => FuzzedModel.Try(data, "net.tflite", _ => null)),
        new("description", FuzzedModel.TryDescription),
        new("onnx", data => FuzzedModel.Try(data, "net.onnx", _ => new byte[4096])),
        new("target", Target),
        new("plan", Plan),
        new("picture", data => Answered(PictureFile.Decode(data) is var (picture, problem) && picture is null == problem.Length > 0)),
        new("npy", data => Answered(NpyFormat.Read(data) is var (array, problem) && array is null == problem.Length > 0)),
    ];

    public static FuzzedFormat Named(string name) => All.First(f => f.Name == name);

    /// <summary>What is not taken must be explained.</summary>
    public static void Answered(bool isSo)
    {
        if (!isSo)
            throw new InvalidOperationException("neither a result nor a reason");
    }

    private static void Target(byte[] data)
    {
        var target = TargetCatalog.Load(data, "board.json");
        Answered(target.Value is not null || !target.Diagnostics.IsEmpty);
        if (target.Value is { } board)
            FuzzedModel.Generate(FuzzedModel.Small, board);
    }

    private static void Plan(byte[] data)
    {
        var plan = PlanReportReader.Read(data, out var problem);
        Answered(plan is null == problem.Length > 0);
        if (plan is not null)
            PlanComparisonJson.Write(PlanComparison.Of(plan, plan));
    }
}
