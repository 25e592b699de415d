using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Kernels.CmsisNn;
using MobileNetV2.CodeGen.Simulation.Building;
using MobileNetV2.CodeGen.Simulation.Cases;
using MobileNetV2.CodeGen.Simulation.Messages;
using MobileNetV2.CodeGen.Simulation.Running;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.ScratchCheck;

/// <summary>Compares the scratch sizes that the generator computes with what the linked CMSIS-NN answers.</summary>
internal static class ScratchChecker
{
    public const int RandomShapes = 4000;

    private const int ShownDifferences = 5;

    /// <returns>Differences as MNV6015, or why the questions could not be asked; empty when all sizes are equal.</returns>
    public static async Task<ImmutableArray<Diagnostic>> CheckAsync(
        ImmutableArray<ScratchQuestion> questions,
        ProgramRunner runner,
        SimulationFolder folder,
        CancellationToken cancellation)
    {
        folder.Write("scratch.bin", Pack(questions));
        var count = questions.Length.ToString(CultureInfo.InvariantCulture);
        if (await runner.RunAsync(folder, ["scratch", count], null, cancellation) is { } failure)
            return [failure];
        var answers = await File.ReadAllBytesAsync(folder["answers.bin"], cancellation);
        return
        [
            .. questions
                .Select((q, i) => (Question: q, Answer: BinaryPrimitives.ReadInt32LittleEndian(answers.AsSpan(i * sizeof(int)))))
                .Where(p => p.Answer != p.Question.ComputedBytes)
                .Take(ShownDifferences)
                .Select(
                    p =>
                        SimulationDiagnostics.ScratchDiffers(
                            runner.MachineName, p.Question.Function, p.Question.Shape, p.Question.ComputedBytes, p.Answer)),
        ];
    }

    public static ImmutableArray<ScratchQuestion> Questions(SimulatedModel model, Target target, ulong seed) =>
        model.ScratchQuestions.AddRange(ScratchQuestion.Random(target, RandomShapes, new SplitMix64(seed).Next));

    /// <summary>As <c>mnv2_question</c> in <c>mnv2_scratch.c</c>.</summary>
    private static byte[] Pack(ImmutableArray<ScratchQuestion> questions)
    {
        const int SizeBytes = 20 * sizeof(int);
        var file = new byte[questions.Length * SizeBytes];
        for (var i = 0; i < questions.Length; i++)
        {
            for (var j = 0; j < questions[i].Numbers.Length; j++)
                BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(i * SizeBytes + j * sizeof(int)), questions[i].Numbers[j]);
        }

        return file;
    }
}
