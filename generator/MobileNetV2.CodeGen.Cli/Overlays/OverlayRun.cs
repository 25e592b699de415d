using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Passes;
using SkiaSharp;

namespace MobileNetV2.CodeGen.Cli.Overlays;

/// <summary><c>run --overlay</c>: answers drawn over pictures: one file, a folder of files, or a contact sheet of a folder.</summary>
internal sealed class OverlayRun(CommandRun run, CliConsole console, ModelFile model, PixelChoice pixels)
{
    private readonly InterpreterSession _session = new(model.Graph);
    private readonly IHeadSession _answers = model.Head!.Start();

    /// <param name="input">A picture, or a folder of pictures, which are taken by name.</param>
    /// <param name="output">A .png: with a folder a contact sheet. Anything else is a folder for one file each.</param>
    public void Run(string input, string output, bool json)
    {
        var isSheet = output.EndsWith(".png", StringComparison.OrdinalIgnoreCase);
        if (!Directory.Exists(input))
        {
            if (Answer(input, json) is { } only)
            {
                using (only)
                    run.Report(FileWriting.Write(isSheet ? output : Path.Combine(output, NameOf(input)), only.Save));
            }

            return;
        }

        var (files, trouble) = SampleFiles.Find(input);
        if (trouble is not null)
            run.Report([trouble]);
        else if (files.IsEmpty)
            run.Report([CommandLineDiagnostics.NoPictures(input)]);
        else if (isSheet)
            Sheet(files, output, json);
        else
            Each(files, output, json);
    }

    private void Each(ImmutableArray<string> files, string folder, bool json)
    {
        foreach (var file in files)
        {
            Tell(file, json);
            if (Answer(file, json) is not { } drawn)
                return;
            using (drawn)
            {
                if (!run.Report(FileWriting.Write(Path.Combine(folder, NameOf(file)), drawn.Save)))
                    return;
            }
        }
    }

    private void Sheet(ImmutableArray<string> all, string output, bool json)
    {
        ImmutableArray<string> files = [.. all.Take(ContactSheet.Most)];
        if (files.Length < all.Length && !json)
            console.Out.WriteLine($"the first {files.Length} of {all.Length} pictures; a folder instead of a .png takes them all");
        using var sheet = new ContactSheet(files.Length);
        foreach (var file in files)
        {
            Tell(file, json);
            if (Answer(file, json) is not { } drawn)
                return;
            using (drawn)
                sheet.Add(drawn, Path.GetFileNameWithoutExtension(file));
        }

        run.Report(FileWriting.Write(output, sheet.Save));
    }

    private void Tell(string file, bool json)
    {
        if (!json)
            console.Out.WriteLine(Path.GetFileName(file));
    }

    private OverlayCanvas? Answer(string file, bool json)
    {
        if (
            !run.Take(InputFiles.ReadInOrder(model.Graph, [file], pixels), out var inputs)
                || !run.Take(FileReading.ReadAll(file), out var bytes))
            return null;
        var (picture, problem) = PictureFile.Decode(bytes);
        if (picture is null)
        {
            run.Report([CommandLineDiagnostics.ImageUnusable(file, problem)]);
            return null;
        }

        var answer = _answers.Read(_session.Run(inputs.Inferences[0].Blocks));
        AnswerReport.Print(console, model, answer, json);
        return AnswerOverlay.Draw(picture, SharesOfPicture(), model.Head!, answer);
    }

    /// <summary>Where on a picture the network's own lies: behind a camera the frame is the picture, and may be cropped or have
    /// bars.</summary>
    private SKRect SharesOfPicture()
    {
        if (model.Camera is not { } camera)
            return new SKRect(0, 0, 1, 1);
        var frame = model.Graph[model.Graph.Inputs[0]].Shape;
        var (height, width) = model.Head!.Picture;
        var (left, top, across, down) = CameraView.Of((frame.Width, frame.Height), (width, height), camera.Crop).OnFrame((width, height));
        return SKRect.Create(
            (float)(left / frame.Width), (float)(top / frame.Height), (float)(across / frame.Width), (float)(down / frame.Height));
    }

    private static string NameOf(string file) => Path.GetFileNameWithoutExtension(file) + ".png";
}
