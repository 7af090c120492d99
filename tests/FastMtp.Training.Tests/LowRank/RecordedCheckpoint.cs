namespace FastMtp.Training.Tests.LowRank;

/// <summary>A checkpoint that was written when forms were an enum: three steps of mfra 2 from 1 by 1 every 2 steps, seed 0.</summary>
internal static class RecordedCheckpoint
{
    /// <summary>Loss after twelve steps of the same program, uninterrupted.</summary>
    public const double LossAfterTwelveSteps = 0.010574067918818547;

    public const string Text =
        """{"format":"FastMtp checkpoint","version":1,"settings":{"model":{"form":"Mfra","ranks":[2],"minRank":1,"rankIncrement":1""" +
        ""","augmentationInterval":2},"method":"Bfgs","steps":3,"seed":0,"frozen":"None","linearSolveAtStart":true,"linearSolveInte""" +
        """rval":20,"validationInterval":10,"patience":0,"sufficientDecrease":0.0001,"gradientTolerance":0,"lossTolerance":1E-05,"l""" +
        """ossWindow":50,"checkpointInterval":50},"species":["S0","S1"],"fingerprint":"toy","refittedStep":0,"parameters":[-0.42566""" +
        """207596356925,0.3804150327019845,-0.43000801714075987,0.3832982358311299,-0.45966338453547917,0.41457129344082366,-0.5742""" +
        """835063107843,0.5179008299139861,-2.896338344280184,-1.7130381936146026,0.15566012593090062],"factors":{"ranks":[2],"valu""" +
        """es":[-0.7309307702486119,-0.01502537998331371,-0.7642627772057331,-0.07565921669768877,-0.6918845636269519,0.21156264660""" +
        """790267,-0.865614449525413,0.2615026493188093,0.5875220852102643,-0.2513010866569139,-0.5254128075616832,0.24128211277108""" +
        """325]},"augmentedStep":2,"best":{"step":0,"loss":0.19622506079953847,"parameters":[0.34783137247969964,-0.203760323656221""" +
        """5,-0.615623066316459,0.36063324118412626,-0.2402823879668663,0.14075791034023502,-0.3985845402454926,0.23349163229814118""" +
        """,-3.2222281357714464,-1.9402333979955166,0.20180550486282034],"factors":{"ranks":[1],"values":[0.4069905107959963,-0.720""" +
        """3281993563018,-0.2811496016496445,-0.46637577419606674,0.8546424627920868,-0.500651288546519]}},"history":[{"training":""" +
        """{"loss":0.29951508397764387,"energyRmse":0.547279712740792},"validation":{"loss":0.19622506079953847,"energyRmse":0.4429""" +
        """729797623535},"step":0,"loss":0.29951508397764387,"gradientNorm":0.25428927365888154,"evaluations":2,"seconds":0.1025537""" +
        ""","validationLoss":0.19622506079953847},{"training":{"loss":0.276475264899923,"energyRmse":0.5258091525448402},"step":1""" +
        ""","loss":0.276475264899923,"gradientNorm":1.6848936362627527,"evaluations":3,"seconds":0.1026797},{"training":{"loss":0.1""" +
        """8513121936150584,"energyRmse":0.43026877572222905},"step":2,"loss":0.18513121936150584,"gradientNorm":0.1700263417031377""" +
        ""","evaluations":8,"seconds":0.1349404},{"training":{"loss":0.1433670644728921,"energyRmse":0.3786384350180157},"step":3""" +
        ""","loss":0.1433670644728921,"gradientNorm":1.0630618631615074,"evaluations":9,"seconds":0.1351466}],"optimizer":{"point":""" +
        """[-0.7309307702486119,-0.01502537998331371,-0.7642627772057331,-0.07565921669768877,-0.6918845636269519,0.211562646607902""" +
        """67,-0.865614449525413,0.2615026493188093,0.5875220852102643,-0.2513010866569139,-0.5254128075616832,0.24128211277108325,""" +
        """-2.896338344280184,-1.7130381936146026,0.15566012593090062],"value":0.1433670644728921,"gradient":[0.035785526022644926,""" +
        """-0.01590865993404906,0.04987515353948529,-0.02204120775184263,0.0566631319935058,-0.02494170670510315,0.0597886938035337""" +
        """3,-0.02628460980352463,-0.15154616178073815,0.024948388395653616,0.12598865341131354,-0.016470418165131645,-0.0513450438""" +
        """3029256,0.026858150864108376,-1.0630618631615074],"inverseHessian":"c/5B85sZFkDmZTGzRGbvv5tr2by+IiNAGlvpvMVr378K7Qb8kj6z""" +
        """v+RJjJtRTP8/3xCZpjfZ8b9XSGln5A+/Pw2hNbkNT7y/llJ4ZHrIIkDnIi7J0On1P5zJTHu98Na/Jk5asGK30b9DFX72IAHav4jdVsivGQVA6BTdw/Bg5r/I""" +
        """dAcDCLrHv7fnWeSR6sG/LVOGdIcl1r87nvb22xbQv9X0JrdTkCFAEEHO1I/z9T9+R+BW0EHYvx/MuF8MCtK/E9w2WGKK279DVxzXT3HfP+bm9RinKdG/pxN5""" +
        """LNH7BEAONIyEWPLrv2/Oj8PmAL6/apOVycRrwr+9WtprAsPRv3OA6u2AL9S/rqpynJiN4r/Xg9J/UHrVv0ONx91aqiFAiFfw15gR7z9NL12ck17PvwSS2HoU""" +
        """DcM/vGBoBcjx078Cp9MDkQXiP4mbhzA5ctK/hr9HhEBL4j+w5gy3FXDUv3ejJ8xGP/0/t4sTki+23T8fiDZ9GX/UPxV4CiD8tsI/oQkPQMnG3z93hkfjPQrF""" +
        """P9Z72ibG4OU/PRbUZ7ahxj9dtEfAmRzmP8L2oFdqutA/NVMTbAZKIUCQUQ09VUfzP4YPpqRSjdm/WVmBVf3vs7/gklfAP6rXv+iDViPKP9Y/gExKxMyqcz+8""" +
        """XmpHxDjXPwRo/qyi8bi/ECPIROhM4D+W376k8kDHv39XP/t2JgVAsIRp9VY5579s1nx1oI6dP1BfJEyp4bW/hsLvWxugrr/zAt0fl+DQv3JtEirDEtO/BGRU""" +
        """iNnl0b8jqqcCuYfQv0Nd2QNSOsy/pCuNAiM92T8U8VxNv/3IvzfdIXPDlCJAcjVHpZ7mB8AqvYTpwxXrP7YdIFD0yqC/JHAE4VsE7D91p9RLHOzyv+1VeoXI""" +
        """hNM/SIuOZmdd87/ngSm43DLfP/syAsG1292/gFR3Wwfskr99A2eOwFT0vwZLB8SIu+A/FDpK/IEgC0DdY7syvJ37v96xaePx1eI/fg+uOqUCsr92aG9WNMzj""" +
        """P/y7btw+yua/hkxSuAd3zz+sZhfzdprnv1C+c9Xbntc/cHccRVmZwr9YfhX1/rGsvw/GMM+Sfu2/kKK+KeAE2D+Qy2QeYWr4P6UM8nPzmf8/gMK1NJ8AeD+w""" +
        """9bx0dzVqvzbNmWj58p0/QSFnNuc3mL8u/ZrLmdqoPz0xgiSTNLK/XMeQ4WlmqD/g4FphlG+wv5dZsvft9b6/cPTjcoH0tj/UrE422LeeP74XP0rky5q/yHmN""" +
        """L5Ipsz/MuOTxvp22P/FUUy2z268/","initialDiagonal":[2.138915531814664,9.379369732567548,2.138915531814664,9.379369732567548""" +
        """,2.138915531814664,9.379369732567548,2.138915531814664,9.379369732567548,2.138915531814664,9.379369732567548,2.138915531""" +
        """814664,9.379369732567548,0.9868421052631556,1.013513513513511,0.08878951205326943],"isInitial":false,"lastStep":0.938965""" +
        """6717062047,"steps":3,"evaluations":9}}""";

    public static RadialForm Model => RadialForm.Mfra(2, minRank: 1, increment: 1, interval: 2);

    public static ToyPotential Problem() => new(speciesCount: 2, radialFunctions: 1, basisSize: 2, degree: 1);
}
