using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>CAMERA_IMAGE: a kernel for each kind of format.</summary>
internal sealed class ConvertCamera : KernelRule<CameraImage>
{
    public override ImmutableArray<KernelForm> Forms => TensorsPixelsAndRows;

    protected override bool Takes(ElementType type) => type is ElementType.Int8 or ElementType.UInt8;

    protected override KernelAnswer Answer(CameraImage op, KernelQuestion question)
    {
        var (frame, image) = (question.Input.Shape, question.Output.Shape);
        // To a stage that goes pixel by pixel, the part begins where the frame does.
        var isTile = question.Form == KernelForm.Pixels;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            KernelOf(op.Format, question.Form),
            [
                new StructArgument("mnv2_camera_params", "params",
                [
                    .. StructFields.Of(
                        ("input_height", frame.Height),
                        ("input_width", frame.Width),
                        ("top", isTile ? 0 : op.Top),
                        ("left", isTile ? 0 : op.Left),
                        ("height", isTile ? frame.Height : op.Height),
                        ("width", isTile ? frame.Width : op.Width),
                        ("output_height", image.Height),
                        ("output_width", image.Width),
                        ("channels", image.Channels)),
                    .. OfFormat(op),
                ]),
                choice.Read(op.Input),
                ChoiceBuilder.Write(op.Output),
                .. choice.RowAndRange,
            ]);
        // Pixel by pixel, each read before it is written.
        if (isTile)
            choice.PermitOverlap(op.Input, Math.Max(0, (image.ElementCount / image.Channels - 1) * (image.Channels - frame.Channels)));
        choice.Instructions = CostModel.Convert(image.ElementCount / image.Channels, op.Format);
        return choice.Build();
    }

    private static Kernel KernelOf(CameraFormat format, KernelForm form)
    {
        var (name, file) = format switch
        {
            CameraFormat.Rgb888 or CameraFormat.Bgr888 => ("rgb888", "rgb888"),
            CameraFormat.Rgb565 or CameraFormat.Rgb565BigEndian => ("rgb565", "rgb565"),
            CameraFormat.Yuv422 or CameraFormat.Yuyv => ("yuv422", "yuv"),
            CameraFormat.Yuv444 => ("yuv444", "yuv"),
            CameraFormat.Grey8 => ("grey8", "grey8"),
            _ when format.IsBayer() => ("bayer", "bayer"),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };
        return Kernel.Own($"mnv2_camera_{name}{(form == KernelForm.Row ? "_row" : "")}_s8", $"mnv2_camera_{file}_s8.c");
    }

    private static IEnumerable<StructField> OfFormat(CameraImage op)
    {
        if (op.Format is CameraFormat.Bgr888 or CameraFormat.Rgb565BigEndian or CameraFormat.Yuv422)
            yield return StructFields.Of(("is_swapped", 1))[0];
        if (op.Format.IsBayer())
        {
            var (x, y) = CameraPixels.RedOf(op.Format);
            foreach (var field in StructFields.Of(("red_x", x), ("red_y", y)))
                yield return field;
        }

        if (!op.Format.IsYuv())
            yield break;
        var f = YuvFactors.Of(op.IsLimitedRange);
        foreach (var field in StructFields.Of(
            ("black", f.Black), ("luma", f.Luma), ("red_v", f.RedV), ("green_u", f.GreenU), ("green_v", f.GreenV), ("blue_u", f.BlueU)))
            yield return field;
    }
}
