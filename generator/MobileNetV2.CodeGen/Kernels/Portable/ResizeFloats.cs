using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>RESIZE_BILINEAR of float32.</summary>
internal sealed class ResizeFloats : KernelRule<ResizeBilinear>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_resize_bilinear_f32");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => type == ElementType.Float32;

    protected override KernelAnswer Answer(ResizeBilinear op, KernelQuestion question)
    {
        var (input, output) = (question.Input.Shape, question.Output.Shape);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            new StructArgument("mnv2_resize_f32_params", "params", StructFields.Of(
                ("batches", input.Batch),
                ("input_height", input.Height),
                ("input_width", input.Width),
                ("output_height", output.Height),
                ("output_width", output.Width),
                ("channels", input.Channels),
                ("align_corners", op.AlignCorners ? 1 : 0),
                ("half_pixel_centers", op.HalfPixelCenters ? 1 : 0))),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = 8 * CostModel.Rescale(output.ElementCount);
        return choice.Build();
    }
}
