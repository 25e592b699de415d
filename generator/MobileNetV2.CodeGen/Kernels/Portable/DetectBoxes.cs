using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>TFLite_Detection_PostProcess: loops of fixed bounds, in floats of the reference's order.</summary>
internal sealed class DetectBoxes : KernelRule<DetectionPostProcess>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_detect_f32");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => type is ElementType.Int8 or ElementType.Float32;

    protected override KernelAnswer Answer(DetectionPostProcess op, KernelQuestion question)
    {
        var (encodings, scores, anchors) = (question[op.Inputs[0]], question[op.Inputs[1]], question[op.Inputs[2]]);
        var boxes = encodings.Shape[1];
        var slots = question[op.Outputs[1]].Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        var reals = new ConstantRecipe(
            "anchors", $"{anchors.Shape}, {anchors.Name}", ElementType.Float32, boxes * 4 * sizeof(float),
            () => MemoryMarshal.AsBytes(DetectionKernel.Reals(anchors, anchors.Data!.Value.Span).AsSpan()).ToArray());
        choice.Call(
            Whole,
            new StructArgument("mnv2_detect_params", "params",
            [
                .. StructFields.Of(
                    ("boxes", boxes), ("encoding_stride", encodings.Shape[2]), ("score_stride", scores.Shape[2]), ("classes", op.Classes),
                    ("slots", slots), ("most", op.MaxDetections), ("most_per_class", op.DetectionsPerClass),
                    ("classes_per_box", op.ClassesPerBox),
                    ("is_regular", op.IsRegular ? 1 : 0)),
                Real("score_threshold", op.ScoreThreshold), Real("overlap_threshold", op.OverlapThreshold),
                Real("y_scale", op.YScale), Real("x_scale", op.XScale), Real("h_scale", op.HScale), Real("w_scale", op.WScale),
                .. Quantization("encoding", encodings), .. Quantization("score", scores),
            ]),
            choice.Read(encodings.Id),
            choice.Read(scores.Id),
            choice.Constant(reals),
            choice.Scratch(boxes * ((5 * sizeof(float)) + 1)),
            ChoiceBuilder.Write(op.Outputs[0]),
            ChoiceBuilder.Write(op.Outputs[1]),
            ChoiceBuilder.Write(op.Outputs[2]),
            ChoiceBuilder.Write(op.Outputs[3]));
        choice.Instructions = (boxes * 600L) + ((long)boxes * op.MaxDetections * 8);
        return choice.Build();
    }

    /// <summary>A scale of 0 says that elements are floats.</summary>
    private static StructField[] Quantization(string name, Tensor tensor) => tensor.Type == ElementType.Float32
        ? [Real(name + "_scale", 0), new StructField(name + "_zero_point", new IntegerValue(0))]
        : [Real(name + "_scale", tensor.RequiredQuantization.Scale),
            new StructField(name + "_zero_point", new IntegerValue(tensor.RequiredQuantization.ZeroPoint))];

    private static StructField Real(string name, float value) => new(name, new FloatValue(value));
}
